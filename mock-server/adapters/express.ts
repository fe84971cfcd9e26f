import type { RequestHandler } from 'express'
import { openDoor } from '../ports/door.ts'
import type { Emulator } from '../emulator/emulator.ts'
import { isStale } from './deliver.ts'
import { answerTo, readBody, writeReply } from './node-http.ts'

/**
 * The emulator as a handler to mount in an Express application, before any body parser: signatures cover the body's bytes.
 * A mount path is not part of what clients sign; the API's own path is always `/`.
 * Newer SDKs put 1,000 recipients into the URL: create the application's server with `maxHeaderSize: 1024 * 1024`.
 * Pages of other sites change nothing.
 * @param hosts names of the application beside loopback names, whose own pages may
 */
export function expressHandler(
  emulator: Emulator,
  { hosts = [] }: { readonly hosts?: readonly string[] } = {},
): RequestHandler {
  emulator.doors.add(openDoor)
  return (request, response, next) => {
    if (request.readableEnded) {
      next(
        new Error(
          'chatapp-mock: the body was read before the emulator saw it. Mount expressHandler before express.json() and other body parsers.',
        ),
      )
      return
    }
    if (isStale(request, 'call')) return
    // Express signs every answer with its own name; the API's answers carry none.
    response.removeHeader('x-powered-by')
    readBody(request, (body) => {
      Promise.resolve()
        .then(() => answerTo(emulator, request, body, request.secure, hosts))
        .then((reply) => writeReply(response, reply), next)
    })
  }
}
