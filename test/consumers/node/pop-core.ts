// The older client @alicloud/pop-core. Usage: tsx pop-core.ts get|post
import { describePopError } from './describe-pop-error.ts'
import { runCases, sender } from './run-cases.ts'
import { popSender } from './senders.ts'

const method = (process.argv[2] ?? 'post').toUpperCase()

await runCases(
  `node-pop-${method.toLowerCase()}`,
  '@alicloud/pop-core',
  popSender(method, sender),
  describePopError,
)
