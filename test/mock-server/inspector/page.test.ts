import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Connection } from '../../../mock-server/entry/connect.ts'
import { createClient } from '../../../sdk/client.ts'
import { startJson, type Banner, type Running } from '../../cli/cli-process.ts'
import { browserPath, launch, watched } from './browser.ts'
import { hostileTexts } from './hostile-texts.ts'

/*
 * The inspector in a real browser. Where none is installed these tests are skipped, and say so; on CI that is a failure.
 */

it('has a browser to be tested in (apt-get install chromium), at least on CI', () => {
  expect(browserPath !== undefined || process.env['CI'] !== 'true').toBe(true)
})

describe.skipIf(browserPath === undefined)('the inspector in a browser', () => {
  let browser: Browser
  let server: Running & { readonly banner: Banner }
  let control: Connection
  const opened: Page[] = []
  beforeAll(async () => {
    ;[browser, server] = await Promise.all([launch(), startJson('--clock', 'virtual', '--throttle', 'off')])
    control = await connect(server.banner.url)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
  })
  afterEach(async () => {
    for (const page of opened.splice(0)) await page.context().close()
  })

  const base = (): string => `${server.banner.url}/_mock/inspect`
  async function open(path = '', options: Parameters<typeof watched>[2] = {}) {
    const seen = await watched(browser, `${base()}${path}`, options)
    opened.push(seen.page)
    return seen
  }
  /** A world of its own, and sends within it. */
  async function world() {
    const handle = await control.createWorld()
    const client = createClient({
      endpoint: server.banner.url,
      credentials: { accessKeyId: handle.accessKeyId, accessKeySecret: handle.accessKeySecret },
      retry: { attempts: 1 },
    })
    const send = (changes: Readonly<Record<string, unknown>> = {}) =>
      client.call('SendChatappMassMessage', {
        ChannelType: 'whatsapp',
        CustSpaceId: 'cams-demo0001',
        From: '8613900000001',
        TemplateCode: '1119000000000000001',
        Language: 'en',
        SenderList: [{ To: '8613800000001', TemplateParams: { name: 'Ann', order: 'A1' } }],
        ...changes,
      } as never)
    const thousand = Array.from({ length: 1000 }, (_, index) => ({
      To: `86138${String(index).padStart(8, '0')}`,
      TemplateParams: { name: `Ann-${index}`, order: 'A1' },
    }))
    return { handle, send, thousand, path: `/${handle.id}` }
  }

  it('is where the address of the server leads', async () => {
    const { page, troubles } = await watched(browser, server.banner.url)
    opened.push(page)
    expect(page.url()).toBe(base())
    await page.getByRole('heading', { name: 'Inspector' }).waitFor()
    await page.getByText('Nothing was sent yet').waitFor()
    await page.getByText('chatapp-mock send --file').waitFor()
    expect(troubles).toEqual([])
  })

  it('shows a send as it is accepted, and its states as the clock moves', async () => {
    const { path, send, thousand } = await world()
    const { page, troubles } = await open(path)
    await page.getByText('Nothing was sent yet').waitFor()
    await send({ SenderList: thousand, TaskId: 'spring' })
    await page.getByRole('row').filter({ hasText: '1,000 people' }).getByText('1,000 accepted').waitFor()
    await page.getByRole('button', { name: '+1h' }).click()
    await page.getByRole('row').getByText('1,000 read').waitFor()
    await page.getByText(/POST \/_mock\/worlds\/w\d+\/clock \{"advance":"1h"\}/).waitFor()
    expect(troubles).toEqual([])
  })

  it('holds no more rows than are in view, wherever a list of 1,000 is scrolled to', async () => {
    const { path, send, thousand } = await world()
    await send({ SenderList: thousand })
    const { page } = await open(path)
    await page.getByRole('row').click()
    const list = page.getByRole('grid', { name: 'Recipients' })
    await list.getByText('8613800000000').waitFor()
    expect(await list.getAttribute('aria-rowcount')).toBe('1000')
    for (const place of [0, 12_000, 31_000]) {
      await list.evaluate((element, top) => (element.scrollTop = top), place)
      await list.getByText(`86138${String(Math.floor(place / 32) + 2).padStart(8, '0')}`).waitFor()
      expect(await list.getByRole('row').count()).toBeLessThan(60)
      expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThanOrEqual(600)
    }
    await list.getByRole('row').first().focus()
    await page.keyboard.press('End')
    await list.getByText('8613800000999').waitFor()
  })

  it('keeps its query in the address, and goes back', async () => {
    const { path, send } = await world()
    await send({ SenderList: [{ To: '8613800000001' }] })
    await send({ SenderList: [{ To: '4915100000001', TemplateParams: { name: 'Ann', order: 'A1' } }] })
    const { page } = await open(`${path}/messages`)
    await page.getByRole('searchbox').fill('to:49*')
    await expect.poll(() => page.getByRole('row').count()).toBe(1)
    expect(new URL(page.url()).searchParams.get('query')).toBe('to:49*')
    await page.getByRole('row').click()
    await page.getByRole('heading', { name: /4915100000001/ }).waitFor()
    await page.goBack()
    await expect.poll(() => page.getByRole('region', { name: 'Details' }).count()).toBe(0)
    await page.getByRole('searchbox').fill('satus:Failed')
    await page.getByText('There is no field satus. Did you mean status?').waitFor()
  })

  it('shows the future of a message, and goes there by a click', async () => {
    const { handle, path, send } = await world()
    await send()
    const [message] = await handle.messages()
    const { page } = await open(`${path}/messages/${message?.groupMessageId}/${message?.messageId}`)
    const ahead = page.locator('.timeline .ahead')
    await expect.poll(() => ahead.count()).toBe(3)
    await ahead.filter({ hasText: 'Delivered' }).getByRole('button', { name: 'Move the clock here' }).click()
    await expect.poll(() => ahead.count()).toBe(1)
    expect((await handle.messages())[0]?.status).toBe('Delivered')
  })

  it('explains a refusal, and writes the call in other forms', async () => {
    const { path, send } = await world()
    await send({ ChannelType: 'line' }).catch(() => undefined)
    const { page } = await open(`${path}/calls`)
    await page.getByRole('row').click()
    const details = page.getByRole('region', { name: 'Details' })
    await details.getByText('InvalidParameter.ChannelTypeNotSupport').first().waitFor()
    await details.getByText('send.channel-is-supported').waitFor()
    await page.getByRole('button', { name: 'curl' }).click()
    await details.getByText('curl -sS').waitFor()
    await page.getByRole('button', { name: 'Refusals by rule' }).click()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'send.channel-is-supported' })
      .getByText('1 ×')
      .waitFor()
  })

  it('is operated by keyboard alone, from a send to a pressed button and an armed fault', async () => {
    const { handle, path, send } = await world()
    await send({ TemplateCode: '1119000000000000005', SenderList: [{ To: '8613800000001' }] })
    await handle.advance('1h')
    const { page, troubles } = await open(path)
    await page.getByRole('row').waitFor()
    const tabTo = async (name: string | RegExp): Promise<void> => {
      for (let step = 0; step < 80; step++) {
        await page.keyboard.press('Tab')
        const [label, text] = (await page.evaluate(
          `[document.activeElement?.getAttribute('aria-label'), document.activeElement?.textContent]`,
        )) as (string | null)[]
        if (typeof name === 'string' ? label === name || text === name : name.test(text ?? '')) return
      }
      throw new Error(`No Tab leads to ${String(name)}`)
    }
    await tabTo(/^quick_reply/)
    await page.keyboard.press('Enter')
    await page.getByRole('grid', { name: 'Recipients' }).getByText('8613800000001').waitFor()
    await tabTo(/^8613800000001Read/)
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'Phone of 8613800000001' }).waitFor()
    await tabTo('Yes')
    await page.keyboard.press('Enter')
    await page.locator('.said-received').getByText('Yes').waitFor()
    await tabTo('Faults')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Arm' }).waitFor()
    await tabTo(/^latency/)
    await page.keyboard.type('empty-body')
    await tabTo('Arm')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Clear empty-body' }).waitFor()
    expect((await handle.faults.list()).map(({ fault }) => fault)).toEqual(['empty-body'])
    expect(troubles).toEqual([])
  })

  it('lets a person write, and the world be marked, rewound and forked', async () => {
    const { handle, path, send } = await world()
    await send()
    const { page } = await open(`${path}/people/whatsapp/8613900000001/8613800000001`)
    await page.getByRole('textbox', { name: 'Write as this person' }).waitFor()
    await page.getByText('Mark and rewind').click()
    await page.getByRole('textbox', { name: 'Name of the mark' }).fill('before')
    await page.getByRole('button', { name: 'Mark', exact: true }).click()
    await page.getByRole('button', { name: 'Rewind to before' }).waitFor()
    await page.getByText('Mark and rewind').click()
    await page.getByRole('textbox', { name: 'Write as this person' }).fill('مرحبا 👋')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('.said-received').getByText('مرحبا 👋').waitFor()
    await page.getByText('Mark and rewind').click()
    await page.getByRole('button', { name: 'Rewind to before' }).click()
    await expect.poll(() => page.locator('.said-received').count()).toBe(0)
    await page.getByRole('button', { name: 'Fork this world' }).click()
    await expect.poll(() => page.url()).not.toContain(`/${handle.id}/`)
  })

  it('runs none of 200 hostile texts, and asks no other server for anything', async () => {
    const { handle, path, send } = await world()
    await send({
      TaskId: hostileTexts[0]?.slice(0, 60),
      SenderList: hostileTexts.map((text, index) => ({
        To: `8613800000${String(index).padStart(3, '0')}`,
        TemplateParams: { name: text, order: text },
      })),
    })
    await handle.inbound({ from: '8613800000000', text: hostileTexts[1] ?? '', name: hostileTexts[2] ?? '' })
    await send({ TemplateCode: hostileTexts[3] }).catch(() => undefined)
    await handle.mark(hostileTexts[4]?.slice(0, 60))
    const { page, troubles } = await open(`${path}/messages`)
    for (const view of ['messages', 'sends', 'calls', 'receipts', 'people', 'directory', 'faults']) {
      await page.goto(`${base()}${path}/${view}?query=`)
      await page.getByRole('main').waitFor()
      const row = page.getByRole('row').first()
      if (['messages', 'sends', 'calls', 'people'].includes(view)) await row.click()
    }
    const messages = await handle.messages('to:86138*')
    expect(messages).toHaveLength(200)
    for (const { messageId, groupMessageId, to } of messages.filter((_, index) => index % 5 === 0)) {
      await page.goto(`${base()}${path}/messages/${groupMessageId}/${messageId}`)
      await page.getByRole('article', { name: `Phone of ${to}` }).waitFor()
    }
    await page.goto(`${base()}/${encodeURIComponent('<img src=x onerror=window.ran=1>')}/sends`)
    await page.getByRole('alert').waitFor()
    expect(await page.evaluate('window.ran')).toBeUndefined()
    expect(troubles).toEqual([])
  }, 90_000)

  it('says that the server is away, and shows the truth once it is back', async () => {
    const first = await startJson('--clock', 'virtual', '--throttle', 'off')
    const { port } = new URL(first.banner.url)
    const { page } = await watched(browser, `${first.banner.url}/_mock/inspect/demo/sends`)
    opened.push(page)
    const send = async (): Promise<void> => {
      const client = createClient({
        endpoint: first.banner.url,
        credentials: { accessKeyId: 'mock-ak-1', accessKeySecret: 'mock-sk-1' },
      })
      await client.call('SendChatappMassMessage', {
        ChannelType: 'whatsapp',
        From: '8613900000001',
        CustSpaceId: 'cams-demo0001',
        TemplateCode: '1119000000000000002',
        Language: 'en',
        SenderList: [{ To: '8613800000001' }],
      })
    }
    await send()
    await page.getByRole('row').getByText('welcome', { exact: true }).waitFor()
    await first.stop()
    await page.getByText('Server away, trying again').waitFor()
    const second = await startJson('--clock', 'virtual', '--port', port)
    try {
      await page.getByText('Live', { exact: true }).waitFor()
      await page.getByText('Nothing was sent yet').waitFor()
    } finally {
      await second.stop()
    }
  }, 60_000)

  it('asks for the token of the server once, and keeps it in the tab', async () => {
    const locked = await startJson('--control-token', 'open sesame')
    try {
      const { page } = await watched(browser, `${locked.banner.url}/_mock/inspect`)
      opened.push(page)
      await page.getByLabel('Token').fill('open sesame')
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByText('Nothing was sent yet').waitFor()
      await page.reload()
      await page.getByText('Nothing was sent yet').waitFor()
    } finally {
      await locked.stop()
    }
  })

  it('leaves a connection to the ninth of eight tabs and a caller', async () => {
    const { handle, path, send } = await world()
    const context = await browser.newContext()
    for (let tab = 0; tab < 8; tab++) {
      const page = await context.newPage()
      await page.goto(`${base()}${path}`)
      await page.getByText('Nothing was sent yet').waitFor()
    }
    await send()
    expect(await handle.messages()).toHaveLength(1)
    await context.close()
  }, 60_000)

  describe('for people who use it in other ways', () => {
    const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
    it.each([
      ['light', 1280],
      ['dark', 1280],
      ['light', 320],
      ['dark', 320],
    ] as const)(
      'has no accessibility violation, %s at %i px',
      async (colorScheme, width) => {
        const { handle, path, send, thousand } = await world()
        await send({ SenderList: thousand })
        await send({
          TemplateCode: '1119000000000000005',
          SenderList: [{ To: '8613800000001' }, { To: '15550131026' }],
        })
        await handle.advance('1s')
        await send({ ChannelType: 'line' }).catch(() => undefined)
        await handle.faults
          .add({ fault: 'latency', when: { operation: 'None' } } as never)
          .catch(() => undefined)
        const [message] = await handle.messages('template:quick_reply')
        const { page } = await open(path, { colorScheme, viewport: { width, height: 800 } })
        const views = [
          'sends',
          `sends/${message?.groupMessageId}`,
          `messages/${message?.groupMessageId}/${message?.messageId}`,
          'calls',
          'receipts',
          'people',
          'directory',
          'faults',
        ]
        for (const view of views) {
          await page.goto(`${base()}${path}/${view}`)
          await page.getByText('Live', { exact: true }).waitFor()
          await expect.poll(() => page.getByText('Loading…').count()).toBe(0)
          if (view === 'calls' && width > 800) await page.getByRole('row').first().click()
          const source = await import('node:fs/promises').then(({ readFile }) => readFile(axe, 'utf8'))
          const { violations } = (await page.evaluate(`${source}; axe.run()`)) as {
            violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
          }
          expect(
            violations.map(({ id, nodes }) => [view, id, nodes[0]?.html, nodes[0]?.failureSummary]),
          ).toEqual([])
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        }
      },
      90_000,
    )
  })
})
