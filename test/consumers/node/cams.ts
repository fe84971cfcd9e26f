// The generated client @alicloud/cams20200606. Usage: tsx cams.ts v3|v1
import { describeTeaError } from './describe-tea-error.ts'
import { runCases, sender } from './run-cases.ts'
import { camsSender } from './senders.ts'

const mode = process.argv[2] === 'v1' ? 'v1' : 'v3'

await runCases(`node-cams-${mode}`, '@alicloud/cams20200606', camsSender(mode, sender), describeTeaError)
