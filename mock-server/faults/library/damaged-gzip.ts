import * as z from 'zod'
import { defineFault } from '../fault.ts'
import { withBytes } from './with-body.ts'

export const damagedGzip = defineFault({
  name: 'damaged-gzip',
  summary: 'The body is compressed, and one of its bytes is wrong.',
  with: () => z.strictObject({}),
  at: ['mid-answer', 'after-commit'],
  reply(reply) {
    const bytes = process.getBuiltinModule('node:zlib').gzipSync(reply.body)
    const middle = Math.floor(bytes.length / 2)
    bytes[middle] = (bytes[middle] ?? 0) ^ 0xff
    return withBytes(reply, 'damaged-gzip', bytes, { 'content-encoding': 'gzip' })
  },
})
