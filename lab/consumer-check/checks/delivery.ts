import { documented, observed } from '../../../contracts/evidence/evidence.ts'
import { statusItem, type Subject } from '../../consumer/items.ts'
import { answeredAsPlain, pushCheck } from '../as-plain.ts'
import { failed, passed, skipped, type Bench, type ConsumerCheck, type Finding } from '../check.ts'

const batches = documented('ChatAppStatus: a push is a list and may carry several items')
const repeats = documented('Configure message receipts: receipts may repeat, the receiver must deduplicate')
const disorder = observed('public integrations keep states monotonic; no order is promised')

/** How the platform delivers: in lists, again, together, out of order. */
export const deliveries: readonly ConsumerCheck[] = [
  {
    id: 'batch.of-2',
    summary: 'Of two items in one push both are kept.',
    evidence: batches,
    judge: async (bench) => {
      const [alone, first, second] = [bench.subjects.next(), bench.subjects.next(), bench.subjects.next()]
      const answers = [
        await bench.push(statusItem(alone, 'Delivered')),
        await bench.push(statusItem(first, 'Delivered'), statusItem(second, 'Delivered')),
      ]
      const answered = answeredAsPlain(answers, bench)
      return answered.outcome === 'failed' || bench.read === undefined
        ? answered
        : readsLike(bench, second, alone, 'the second item of a push')
    },
  },
  pushCheck(
    { id: 'batch.of-100', summary: 'A push of 100 items is accepted.', evidence: batches },
    ({ subjects }) => Array.from({ length: 100 }, () => statusItem(subjects.next(), 'Sent')),
  ),
  {
    id: 'repeat.push',
    summary: 'The same push is accepted again, as after an answer that got lost.',
    evidence: repeats,
    judge: async (bench) => {
      const item = statusItem(bench.subjects.next(), 'Delivered')
      const answers = [await bench.push(item), await bench.push(item), await bench.push(item)]
      return answeredAsPlain(answers, bench)
    },
  },
  pushCheck(
    { id: 'repeat.in-one-push', summary: 'The same item twice in one push is accepted.', evidence: repeats },
    ({ subjects }) => {
      const item = statusItem(subjects.next(), 'Delivered')
      return [item, item]
    },
  ),
  {
    id: 'order.sent-after-read',
    summary: 'A Sent that comes after a Read is accepted, and takes nothing back.',
    evidence: disorder,
    judge: async (bench) => {
      const [ideal, mixed] = [bench.subjects.next(), bench.subjects.next()]
      const answers = []
      for (const status of ['Sent', 'Read']) answers.push(await bench.push(statusItem(ideal, status)))
      for (const status of ['Read', 'Sent']) answers.push(await bench.push(statusItem(mixed, status)))
      const answered = answeredAsPlain(answers, bench)
      if (answered.outcome === 'failed') return answered
      return bench.read === undefined
        ? skipped('it was accepted; what it did to the state is seen with --read only')
        : readsLike(bench, mixed, ideal, 'a message whose Sent came after its Read')
    },
  },
  {
    id: 'load.100-at-once',
    summary: '100 pushes at the same time are accepted.',
    evidence: observed('status pushes burst far beyond 60 a minute for one URL'),
    judge: async (bench) => {
      const items = Array.from({ length: 100 }, () => statusItem(bench.subjects.next(), 'Sent'))
      return answeredAsPlain(await Promise.all(items.map((item) => bench.push(item))), bench)
    },
  },
]

async function readsLike({ read }: Bench, subject: Subject, ideal: Subject, name: string): Promise<Finding> {
  if (read === undefined) return passed
  const [found, expected] = [await read(subject), await read(ideal)]
  return found === expected
    ? passed
    : failed(
        `the application says ${JSON.stringify(found)} of ${name}; in order and alone it says ${JSON.stringify(expected)}`,
      )
}
