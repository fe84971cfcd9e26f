import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ControlAccess } from './guard.ts'
import type { ControlPorts } from './route.ts'

/** The control API as a listener. Its code is read when it is first asked for, so that a start does not wait for it. */
export function controlListener(
  ports: ControlPorts,
  access: ControlAccess,
): (request: IncomingMessage, response: ServerResponse) => void {
  let app: Promise<(request: IncomingMessage, response: ServerResponse) => void> | undefined
  return (request, response) => {
    app ??= import('./control-app.ts').then(({ createControlApp }) => createControlApp(ports, access))
    app.then(
      (handle) => handle(request, response),
      (error: unknown) => {
        app = undefined
        const detail = `The code of the control API could not be loaded: ${String(error)}. Free what it names, and start the server again if this stays.`
        response
          .writeHead(503, { 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
          .end(JSON.stringify({ title: 'Not ready', status: 503, detail }))
      },
    )
  }
}
