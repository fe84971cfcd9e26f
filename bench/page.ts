import type { Browser, Page } from 'playwright-core'
import { createClient } from '../sdk/client.ts'
import { browserPath, launch } from '../test/mock-server/inspector/browser.ts'
import type { Figure } from './figure.ts'
import { percentile } from './load-generator.ts'
import { startServer, type ServerProcess } from './server-process.ts'

const [batches, recipients] = [100, 1000]
const patience = { timeout: 30_000 }

/** How fast the inspector shows 100,000 messages, in a real browser. Empty where no browser is installed. */
export async function measurePage(live = 30): Promise<Figure[]> {
  if (browserPath === undefined) {
    console.error('page: skipped, as no browser is installed (apt-get install chromium)')
    return []
  }
  const server = await startServer('ours', '--clock', 'virtual')
  const browser = await launch()
  try {
    const groups = await fill(server)
    const url = `http://127.0.0.1:${server.port}/_mock/inspect/demo`
    return [
      await opening(browser, url),
      await searching(browser, url),
      await scrolling(browser, `${url}/sends/${groups.at(-1)}`),
      ...(await underLoad(browser, url, server, live)),
    ]
  } finally {
    await browser.close()
    await server.stop()
  }
}

const clientOf = ({ port }: ServerProcess) =>
  createClient({
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
  })

const call = (first: number, count: number) => ({
  ChannelType: 'whatsapp',
  CustSpaceId: 'cams-demo0001',
  From: '8613900000001',
  TemplateCode: '1119000000000000001',
  Language: 'en',
  SenderList: Array.from({ length: count }, (_, index) => ({
    To: `86138${String(first + index).padStart(8, '0')}`,
    TemplateParams: { name: `Ann-${first + index}`, order: `A-${index}` },
  })),
})

async function fill(server: ServerProcess): Promise<string[]> {
  const client = clientOf(server)
  const groups: string[] = []
  for (let batch = 0; batch < batches; batch++) {
    const { GroupMessageId = '' } = await client.call(
      'SendChatappMassMessage',
      call(batch * recipients, recipients),
    )
    groups.push(String(GroupMessageId))
  }
  return groups
}

async function opening(browser: Browser, url: string): Promise<Figure> {
  const paints: number[] = []
  const shown: number[] = []
  for (let round = 0; round < 5; round++) {
    const page = await (await browser.newContext()).newPage()
    const started = performance.now()
    await page.goto(url)
    await page.getByText('1,000 people').first().waitFor(patience)
    shown.push(performance.now() - started)
    paints.push(
      (await page.evaluate(
        `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`,
      )) as number,
    )
    await page.context().close()
  }
  const median = (values: number[]): number =>
    percentile(
      values.sort((a, b) => a - b),
      0.5,
    )
  return {
    ...figure('page-opens', 'ms (median until the first send is shown)', median(shown), 600, 450),
    notes: [`first contentful paint ${median(paints).toFixed(0)} ms (at most 300)`],
  }
}

async function searching(browser: Browser, url: string): Promise<Figure> {
  const page = await browser.newPage()
  await page.goto(`${url}/messages`)
  await page.getByRole('row').first().waitFor(patience)
  const times: number[] = []
  for (let round = 0; round < 25; round++) {
    const person = `86138${String((round * 3989) % (batches * recipients)).padStart(8, '0')}`
    const started = performance.now()
    await page.getByRole('searchbox').fill(`to:${person}`)
    await page.getByRole('row').getByText(person).waitFor(patience)
    times.push(performance.now() - started)
  }
  await page.close()
  return figure(
    'page-search',
    'ms (p95, typed to shown)',
    percentile(
      times.sort((a, b) => a - b),
      0.95,
    ),
    150,
    100,
  )
}

async function scrolling(browser: Browser, url: string): Promise<Figure> {
  const page = await browser.newPage()
  await page.goto(url)
  await page.getByRole('grid', { name: 'Recipients' }).getByRole('row').first().waitFor(patience)
  const { worst, nodes } = (await page.evaluate(`new Promise((resolve) => {
    const list = document.querySelector('[aria-label="Recipients"]')
    let [last, worst, nodes] = [performance.now(), 0, 0]
    const step = (now) => {
      worst = Math.max(worst, now - last)
      last = now
      nodes = Math.max(nodes, document.querySelectorAll('*').length)
      const before = list.scrollTop
      list.scrollTop += 160
      if (list.scrollTop === before) resolve({ worst, nodes })
      else requestAnimationFrame(step)
    }
    requestAnimationFrame((now) => { last = now; requestAnimationFrame(step) })
  })`)) as { worst: number; nodes: number }
  await page.close()
  return {
    ...figure('page-scroll', 'ms (longest frame over 1,000 rows)', worst, 50, 34),
    notes: [`at most ${nodes} nodes in the document (at most 600)`],
  }
}

/** A page that watches while calls come in: how late it is, and what it costs the server. */
async function underLoad(
  browser: Browser,
  url: string,
  server: ServerProcess,
  seconds: number,
): Promise<Figure[]> {
  const client = clientOf(server)
  const rate = async (): Promise<number> => {
    const before = server.processorTime() ?? Number.NaN
    const rounds = seconds * 100
    for (let round = 0; round < rounds; round++)
      await Promise.all(
        Array.from({ length: 10 }, () => client.call('SendChatappMassMessage', call(round, 1))),
      )
    return ((server.processorTime() ?? Number.NaN) - before) / (rounds * 10)
  }
  const alone = await rate()
  const page: Page = await browser.newPage()
  await page.goto(`${url}/calls`)
  await page.getByRole('row').first().waitFor(patience)
  await page.evaluate(`window.longTasks = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push(entry.duration)
  }).observe({ entryTypes: ['longtask'] })`)
  const watchedBy = await rate()
  await client.call('SendChatappMassMessage', { ...call(0, 1), ChannelType: 'none' }).catch(() => undefined)
  const sent = performance.now()
  await page.getByText('ChannelTypeNotSupport').first().waitFor(patience)
  const late = performance.now() - sent
  const longest = (await page.evaluate('Math.max(0, ...window.longTasks)')) as number
  await page.close()
  return [
    {
      ...figure('page-live', 'ms (until the newest call is shown)', late, 1000, 500),
      notes: [`longest task of the page ${longest.toFixed(0)} ms (at most 100)`],
    },
    {
      ...figure(
        'page-cost',
        'processor time of the server per call without a page ÷ with one',
        alone / watchedBy,
        0.97,
        0.99,
      ),
      target: { better: 'higher', reach: 0.97, aim: 0.99 },
      notes: [`${alone.toFixed(3)} ms and ${watchedBy.toFixed(3)} ms a call`],
    },
  ]
}

const figure = (name: string, unit: string, ours: number, reach: number, aim: number): Figure => ({
  name,
  unit,
  ours,
  floor: undefined,
  ratio: undefined,
  target: { better: 'lower', reach, aim },
  notes: [],
})
