import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Where the page is, below the address of the server. */
export const pagePath = '/_mock/inspect'

/** Scripts and styles of this server alone, no text that becomes markup, and no frame around it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Whether a request target belongs to the page: its shell or one of its files. */
export const isPage = (target: string): boolean =>
  target === pagePath || target.startsWith(`${pagePath}/`) || target.startsWith(`${pagePath}?`)

/** Answers with a file of the page; every other path below it shows the shell, which reads the path itself. */
export async function servePage(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '').split('?')[0] ?? ''
  const [, file, ending] = /^\/_mock\/inspect\/assets\/([\w-]+\.(js|css|svg))$/.exec(path) ?? []
  const text = await readPageFile(file ?? 'index.html')
  if (text === undefined)
    return void response
      .writeHead(file === undefined ? 503 : 404, { ...headers, 'content-type': 'text/plain; charset=utf-8' })
      .end(
        file === undefined
          ? 'The inspector is not built. Run: npm run build\n'
          : `The inspector has no file ${file}.\n`,
      )
  response.writeHead(200, {
    ...headers,
    'content-type': types[ending ?? 'html'] ?? 'text/plain',
    // The name of a file changes with its content; the shell names the files of this version.
    'cache-control': file === undefined ? 'no-store' : 'public, max-age=31536000, immutable',
  })
  response.end(request.method === 'HEAD' ? undefined : text)
}

/** The built page lies beside the bundle; from source it is the one the last build made. */
const folders = ['./inspector/', '../inspector/', '../../dist/inspector/']

async function readPageFile(name: string): Promise<Buffer | undefined> {
  for (const folder of folders) {
    const file = await readFile(new URL(`${folder}${name}`, import.meta.url)).catch(() => undefined)
    if (file !== undefined) return file
  }
  return undefined
}
