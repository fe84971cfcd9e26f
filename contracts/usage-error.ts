/** The person using this tool gave something it cannot work with. Printed without a stack; the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
