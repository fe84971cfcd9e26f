import { Command, Option } from 'commander'
import type { RecordOptions } from './record-run.ts'
import { withKey } from './redaction-options.ts'
import { portNumber, wholeNumber } from '../whole-number.ts'

const list = (text: string, all: readonly string[] = []): string[] => [
  ...all,
  ...text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
]

/** `chatapp-mock record FILE --to URL`: carries calls to a target under other credentials, and records them. */
export function recordCommand(): Command {
  return withKey(
    new Command('record')
      .description('carries calls to the service or an emulator, and records them in a cassette')
      .argument('<file>', 'cassette to write')
      .requiredOption('--to <url>', 'where calls go, such as https://cams.ap-southeast-1.aliyuncs.com')
      .option('--port <number>', 'port to listen on, on loopback; 0 picks a free one', portNumber, 4010)
      .addOption(
        new Option(
          '--mode <mode>',
          'record all anew; replay what is there and record the rest; replay-or-fail; or passthrough, which records nothing',
        )
          .choices(['record', 'replay', 'replay-or-fail', 'passthrough'])
          .default('record'),
      )
      .option('--repeat', 'replay the last of equal calls beyond those recorded', false)
      .option('--live', 'allow calls that may reach real people', false)
      .option('--recipients <list>', 'who may be sent to on live, separated by commas', list)
      .option('--budget <number>', 'most messages that may be sent on live', wholeNumber(0, 999_999))
      .option('--json', 'print JSON', false),
  )
    .option('--no-redact', 'write the cassette as it is; for targets on this machine only')
    .addHelpText(
      'after',
      `
Your application calls the printed address with any key; every call is signed
anew, with the credentials of ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET or of the
vendor's profile files, as the signature covers the host. Redirects are not
followed. Without credentials a target on this machine is called as mock-ak-1.

Exit codes: 0 recorded, 1 a call had no recording (replay-or-fail), 2 something
given cannot be used.`,
    )
    .action(async (file: string, options: RecordOptions) =>
      (await import('./record-run.ts')).runRecord(file, options),
    )
}
