const reading = /^(?:Get|List|Query|Check)[A-Z][A-Za-z0-9]*$/
/** Named as if they read: they send somebody a code, use one up, or register a number. */
const notReading = new Set([
  'GetChatappVerifyCode',
  'GetMigrationVerifyCode',
  'GetPermissionByCode',
  'GetPreValidatePhoneId',
])

/** Whether an operation only reads, so that calling it once more does nothing. Told by its name; the API declares it nowhere. */
export const isReading = (operation: string): boolean => reading.test(operation) && !notReading.has(operation)
