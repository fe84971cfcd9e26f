import { toRecording } from '../../recording/cassette/recording.ts'
import type { Exchange } from '../../contracts/exchange.ts'
import { writeCassetteFile } from '../../recording/cassette-file.ts'
import { controlOf, print, type ControlOptions } from '../control-command.ts'
import { redactorToWrite, type RedactionOptions } from './redaction-options.ts'

export interface JournalCassetteOptions extends ControlOptions, RedactionOptions {
  readonly redact: boolean
}

/** Writes the calls of a journal that match to a cassette, oldest first. What the emulator pushed is no call. */
export async function writeJournal(
  query: string,
  file: string,
  options: JournalCassetteOptions,
): Promise<void> {
  const call = await controlOf(options)
  const exchanges: Exchange[] = []
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = (await call('listExchanges', {
      world: options.world,
      query,
      limit: 1000,
      ...(cursor === undefined ? {} : { cursor }),
    })) as { exchanges: Exchange[]; next: string | null }
    exchanges.push(...page.exchanges.filter(({ push }) => push === undefined))
    cursor = page.next
  }
  const redactor = options.redact
    ? await redactorToWrite(
        options,
        exchanges.map(({ accessKeyId }) => accessKeyId),
      )
    : undefined
  const writer = writeCassetteFile(file, redactor)
  for (const exchange of exchanges.reverse()) writer.write(toRecording(exchange))
  await writer.close()
  print(
    { file, recordings: exchanges.length, redacted: redactor?.name ?? null },
    options,
    () =>
      `${file}: ${exchanges.length} recordings, ${redactor === undefined ? 'not redacted' : `redacted with the key ${redactor.name}`}`,
  )
}
