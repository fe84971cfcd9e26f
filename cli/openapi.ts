import { openApiDocument } from '../contracts/openapi.ts'

/** `chatapp-mock openapi`: the OpenAPI 3.1 document on standard output. */
export async function openapi(): Promise<void> {
  console.log(JSON.stringify(await openApiDocument(), undefined, 2))
}
