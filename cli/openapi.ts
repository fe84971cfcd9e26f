import { Command } from 'commander'

/** `chatapp-mock openapi`: an OpenAPI 3.1 document on standard output. */
export function openapiCommand(): Command {
  return new Command('openapi')
    .description('prints the OpenAPI 3.1 document of the emulated API')
    .option('--control', 'of the control API instead', false)
    .action(async ({ control }: { control: boolean }) => {
      const document = control ? await controlApi() : await emulatedApi()
      console.log(JSON.stringify(document, undefined, 2))
    })
}

async function controlApi(): Promise<object> {
  const [{ controlDocument }, { routes }] = await Promise.all([
    import('../mock-server/control/control-openapi.ts'),
    import('../mock-server/control/routes/index.ts'),
  ])
  return controlDocument(routes)
}

const emulatedApi = async (): Promise<object> => (await import('../contracts/openapi.ts')).openApiDocument()
