import { Command } from 'commander'

/** `chatapp-mock openapi`: an OpenAPI 3.1 document on standard output. */
export function openapiCommand(): Command {
  return new Command('openapi')
    .description('prints the OpenAPI 3.1 document of the emulated API')
    .option('--control', 'of the control API instead', false)
    .action(async ({ control }: { control: boolean }) => {
      const document = control
        ? (await import('../mock-server/control/control-openapi.ts')).controlDocument()
        : await (await import('../contracts/openapi.ts')).openApiDocument()
      console.log(JSON.stringify(document, undefined, 2))
    })
}
