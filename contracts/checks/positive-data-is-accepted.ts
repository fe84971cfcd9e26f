import type { Check } from './check.ts'

export const positiveDataIsAccepted: Check = {
  id: 'positive-data-is-accepted',
  summary:
    'Parameters that fit are not refused for their form; what the store or the clock forbids may be refused.',
  severity: 'error',
  judge({ exchange, operation, accepted, fields, misfit, contested }) {
    if (operation === undefined || accepted || misfit !== undefined || contested) return []
    const [, , parameter = ''] = /^(Missing|Invalid)([A-Z][A-Za-z]*)$/.exec(String(fields?.['Code'])) ?? []
    if (!Object.hasOwn(operation.inputSchema.properties ?? {}, parameter)) return []
    return [
      {
        message: `${String(fields?.['Code'])} refuses a ${parameter} that fits: ${JSON.stringify(exchange.input[parameter]?.slice(0, 80) ?? null)}.`,
        pointer: `/${parameter}`,
        of: 'request',
      },
    ]
  },
}
