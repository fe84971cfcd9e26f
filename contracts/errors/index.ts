import { gatewayErrors } from './gateway.ts'
import { productErrors } from './product.ts'

/** Every error the API is known to answer. A code that is not here cannot be thrown: it does not compile. */
export const errorTable = { ...gatewayErrors, ...productErrors }

/** A code of the table. `{parameter}` stands for the name of the parameter at fault. */
export type ErrorCode = keyof typeof errorTable

export type { ErrorRow } from './row.ts'
