import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { printHeader, printRecording } from '../recording/cassette/print.ts'
import { readRequest } from '../recording/cassette/read-request.ts'
import { median, type Figure } from './figure.ts'
import { load } from './load-generator.ts'
import { buildFolder, startServer } from './server-process.ts'
import { signDistinctRequest, type SignedRequest } from './signed-requests.ts'

const recipients = 20
/** Bytes of the large cassette, and of the small one it is compared with. */
const large = 100e6
const small = 10e6
const starts = 5

/** Time until a large cassette answers its first call, and its peak memory beside that of a small one. */
export async function measureCassettes(): Promise<Figure[]> {
  const folder = join(buildFolder, '..', 'cassettes')
  await mkdir(folder, { recursive: true })
  try {
    const file = join(folder, 'large.cassette')
    const count = await write(file, large)
    const other = join(folder, 'small.cassette')
    const few = await write(other, small)
    const times: number[] = []
    for (let start = 0; start < starts; start++) times.push(await startToAnswer(file, 0))
    const last = await startToAnswer(file, count - 1)
    // The same number of calls makes the same garbage: what differs is the cassette.
    const [whole, beside] = [await peakOf(file, count, count), await peakOf(other, count, few)]
    return [
      {
        name: 'cassette-start',
        unit: 'ms',
        ours: median(times),
        floor: undefined,
        ratio: undefined,
        target: { better: 'lower', reach: 1000, aim: 500 },
        notes: [
          `from the start of the process to the first answer, ${count} recordings in 100 MB, ${starts} starts`,
          `${Math.round(last)} ms when the last recording is asked for first`,
        ],
      },
      ...(whole === undefined || beside === undefined
        ? []
        : [
            {
              name: 'cassette-memory',
              unit: '×',
              ours: whole / beside,
              floor: undefined,
              ratio: undefined,
              target: { better: 'lower' as const, reach: 1.15, aim: 1.05 },
              notes: [
                `peak of ${count} calls to a cassette of 100 MB, ${Math.round(whole)} MB, beside that of as many to one of 10 MB, ${Math.round(beside)} MB`,
              ],
            },
          ]),
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

const requestOf = (index: number): SignedRequest => signDistinctRequest(index * recipients, recipients)

/** Writes a cassette of about so many bytes; gives the number of its recordings. */
async function write(file: string, size: number): Promise<number> {
  const stream = createWriteStream(file)
  stream.write(printHeader({ cassette: 1 }))
  let written = 0
  let count = 0
  for (; written < size; count++) {
    const asked = readRequest({ ...requestOf(count), method: 'POST', secure: false })
    const id = String(count).padStart(12, '0')
    const text = printRecording({
      ...asked,
      at: '2026-01-01T00:00:00.000Z',
      answer: {
        status: 200,
        body: {
          RequestId: `00000000-0000-5000-8000-${id}`,
          Code: 'OK',
          Message: 'OK',
          GroupMessageId: `1000${id}`,
        },
      },
    })
    written += text.length
    if (!stream.write(text)) await once(stream, 'drain')
  }
  await new Promise((resolve) => stream.end(resolve))
  return count
}

async function startToAnswer(file: string, index: number): Promise<number> {
  const request = requestOf(index)
  const start = performance.now()
  const server = await startServer('replay', file, '--port', '0', '--json')
  try {
    await load(server.port, [request], 1)
    return performance.now() - start
  } finally {
    await server.stop()
  }
}

/** Most memory held while so many calls are replayed, in MB; undefined where the system does not tell. */
async function peakOf(file: string, calls: number, recordings: number): Promise<number | undefined> {
  const server = await startServer('replay', file, '--port', '0', '--json', '--repeat')
  try {
    for (let first = 0; first < calls; first += 1000)
      await load(
        server.port,
        Array.from({ length: Math.min(1000, calls - first) }, (_, place) =>
          requestOf((first + place) % recordings),
        ),
        8,
      )
    return server.peakMemory()
  } finally {
    await server.stop()
  }
}
