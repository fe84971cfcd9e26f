import { preload } from '../../mock-server/entry/preload.ts'
import { backgroundTimer } from '../../mock-server/ports/timer.ts'
import type { Assumptions } from '../../contracts/evidence/assumptions.ts'
import { UsageError } from '../../contracts/usage-error.ts'
import { freshSeed } from '../../mock-server/ports/random.ts'
import { startMockServer } from '../../mock-server/entry/start-mock-server.ts'
import { banner } from './banner.ts'
import { farewell } from './farewell.ts'
import { createLog, type LogLevel } from './log.ts'
import { readText, writeText } from '../read-text.ts'

export interface StartOptions {
  readonly port: number
  readonly host: string
  readonly httpsPort?: number
  readonly caOut?: string
  readonly world?: string
  readonly faults?: string
  readonly seed?: number
  readonly clock: 'system' | 'virtual'
  readonly lenient: boolean
  readonly throttle: 'on' | 'off' | 'System.LimitControl' | 'Throttling.User'
  readonly assume?: Partial<Assumptions>
  readonly capsules: boolean
  readonly demo: boolean
  readonly explainHeaders: boolean
  readonly controlToken?: string
  readonly controlHost?: readonly string[]
  readonly callbackHost?: readonly string[]
  readonly journalCount: number
  readonly journalBytes: number
  readonly webhook?: string
  readonly log: LogLevel
  readonly json: boolean
}

/** Milliseconds after which a server reads what calls may need later: the first answers do not wait for it. */
const preloadAfter = 500

/** Starts the emulator, prints the banner, and stops cleanly on SIGINT and SIGTERM. Throws `UsageError` when it cannot start. */
export async function runServer(options: StartOptions): Promise<void> {
  if (options.caOut !== undefined && options.httpsPort === undefined)
    throw new UsageError('--ca-out writes the CA of the HTTPS server: give --https-port as well.')
  if (options.demo && (options.world !== undefined || options.faults !== undefined))
    throw new UsageError(
      `--demo fills the demo world with sample campaigns; leave out ${options.world === undefined ? '--faults' : '--world'}, or --demo.`,
    )
  // Listened for from the beginning: whoever sees the port open may tell the server to stop before the rest of it has started.
  const told = new Promise<unknown>(
    (resolve) => void process.once('SIGINT', resolve).once('SIGTERM', resolve),
  )
  const {
    port,
    host,
    httpsPort,
    clock,
    lenient,
    throttle,
    assume,
    caOut,
    controlToken,
    controlHost = [],
    callbackHost = [],
    webhook,
  } = options
  const log = createLog(options.log, options.json)
  const seed = options.seed ?? freshSeed()
  const document =
    options.world === undefined
      ? undefined
      : await (
          await import('../../mock-server/world-file/world-file.ts')
        ).readWorldFile(await readText(options.world), options.world)
  const faults =
    options.faults === undefined
      ? []
      : await (
          await import('../faults/faults-file.ts')
        ).readFaultsFile(options.faults, { document, https: httpsPort !== undefined })
  const week = options.demo ? await import('./demo-week.ts') : undefined
  const demoClock = clock === 'system' ? week?.createDemoClock() : undefined
  let filled = week === undefined
  const server = await startMockServer({
    port,
    host,
    ...(httpsPort === undefined ? {} : { httpsPort }),
    ...(document === undefined ? {} : { world: document }),
    faults,
    seed,
    clock: demoClock?.clock ?? clock,
    lenient,
    ...(week && { plan: week.plan }),
    throttled: throttle !== 'off',
    journalLimits: { count: options.journalCount, bytes: options.journalBytes },
    assumptions: {
      ...assume,
      ...(throttle === 'on' || throttle === 'off' ? {} : { throttleCode: throttle }),
    },
    capsules: options.capsules,
    explainInHeaders: options.explainHeaders,
    control: { hosts: controlHost, ...(controlToken === undefined ? {} : { token: controlToken }) },
    // Naming a webhook allows its host.
    callbackHosts: webhook === undefined ? callbackHost : [...callbackHost, new URL(webhook).hostname],
    onExchange: (exchange) => {
      if (filled) log.exchange(exchange)
    },
    onDefect: log.defect,
  })
  if (week !== undefined) {
    const end = clock === 'system' ? Date.now() : (await server.demo.clock()).now + week.length
    await week.fillDemoWeek({
      server,
      end,
      moveTo: async (time) => {
        if (demoClock !== undefined) demoClock.moveTo(time)
        else await server.demo.moveTo(time)
      },
    })
    demoClock?.moveTo(undefined)
    filled = true
  }
  if (webhook !== undefined) await server.demo.receive({ status: webhook, inbound: webhook, audit: webhook })
  backgroundTimer(preloadAfter, () => void preload())
  if (caOut !== undefined) {
    await writeText(caOut, server.ca ?? '').catch(async (error: unknown) => {
      await server.close()
      throw error
    })
  }
  const started = {
    url: server.url,
    control: `${server.url}/_mock`,
    seed,
    world: server.world,
    ...(server.httpsUrl && { httpsUrl: server.httpsUrl }),
    ...(caOut && { ca: caOut }),
  }
  console.log(options.json ? JSON.stringify(banner.json(started)) : banner.text(started))

  void told.then(async () => {
    const undelivered = await server.close()
    if (undelivered.receipts > 0)
      console.log(options.json ? JSON.stringify({ stopped: true, undelivered }) : farewell(undelivered))
  })
}
