import { toRecording } from '../contracts/cassette/recording.ts'
import type { Exchange } from '../contracts/exchange.ts'
import { writeCassetteFile } from '../scenarios/cassettes/cassette-file.ts'
import { controlOf, print, type ControlOptions } from './control-command.ts'

/** Writes the calls of a journal that match to a cassette, oldest first. What the emulator pushed is no call. */
export async function writeJournal(query: string, file: string, options: ControlOptions): Promise<void> {
  const call = await controlOf(options)
  const exchanges: Exchange[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = (await call('listExchanges', { world: options.world, query, limit: 1000, ...(cursor === undefined ? {} : { cursor }) })) as { exchanges: Exchange[]; next: string | null }
    exchanges.push(...page.exchanges.filter(({ push }) => push === undefined))
    cursor = page.next
  }
  const writer = writeCassetteFile(file)
  for (const exchange of exchanges.reverse()) writer.write(toRecording(exchange))
  await writer.close()
  print({ file, recordings: exchanges.length }, options, () => `${file}: ${exchanges.length} recordings`)
}
