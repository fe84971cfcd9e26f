import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { withBody } from './with-body.ts'

const reasons = {
  403: 'Forbidden',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
} as const

export const proxyPage = defineFault({
  name: 'proxy-page',
  summary: 'A proxy on the way answers with a web page of its own.',
  with: () => z.strictObject({ status: z.literal([403, 500, 502, 503, 504]).default(502) }),
  at: ['after-commit', 'before-read', 'before-commit'],
  example: { status: 504 },
  reply(_reply, { status }) {
    const title = `${status} ${reasons[status]}`
    const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>proxy</center>\r\n</body>\r\n</html>\r\n`
    return withBody({ status, headers: {}, body: '' }, page, { server: 'proxy', 'content-type': 'text/html' })
  },
})
