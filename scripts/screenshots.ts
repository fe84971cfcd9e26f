/**
 * Takes the pictures of the README from the sample week: `npm run screenshots`. Needs Chromium (apt-get install chromium)
 * and a build. The clock is virtual and the seed is given, so that equal code gives equal pictures.
 */
import { spawn } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { launch } from '../test/mock-server/inspector/browser.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs', 'images')

const server = spawn(
  process.execPath,
  [
    join(root, 'dist/cli.js'),
    'start',
    '--demo',
    '--json',
    '--port',
    '0',
    '--seed',
    '7',
    '--clock',
    'virtual',
    '--log',
    'silent',
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
)
const url = await new Promise<string>((resolve, reject) => {
  let text = ''
  server.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more
    if (text.includes('\n')) resolve((JSON.parse(text.split('\n')[0] ?? '') as { url: string }).url)
  })
  server.on('exit', () => reject(new Error('The server ended. Build it with npm run build.')))
})
const browser = await launch()
try {
  await mkdir(folder, { recursive: true })
  const { batches } = (await ask('/batches?query=task:spring-sale')) as {
    batches: { groupMessageId: string }[]
  }
  const group = batches[0]?.groupMessageId ?? ''
  const { messages } = (await ask(`/messages?query=group:${group}&limit=1&fields=messageId`)) as {
    messages: { messageId: string }[]
  }
  const { exchanges } = (await ask('/journal?query=code:Template*')) as { exchanges: { requestId: string }[] }
  const refused =
    exchanges[0]?.requestId ??
    ((await ask('/journal?query=-code:OK')) as { exchanges: { requestId: string }[] }).exchanges[0]
      ?.requestId ??
    ''
  await picture('sends', `sends/${group}`)
  await picture('phone', `messages/${group}/${messages[0]?.messageId}`)
  await picture('refusal', `calls/${refused}`)
} finally {
  await browser.close()
  server.kill('SIGTERM')
}

async function ask(path: string): Promise<unknown> {
  return (await fetch(`${url}/_mock${path}`)).json()
}

async function picture(name: string, path: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 760 }, colorScheme })
    await page.goto(`${url}/_mock/inspect/demo/${path}`)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'Details' }).getByRole('heading').first().waitFor()
    await page.getByText('Loading…').waitFor({ state: 'detached' })
    if (name === 'phone') await page.getByRole('article').scrollIntoViewIfNeeded()
    await page.screenshot({
      path: join(folder, `inspector-${name}${colorScheme === 'dark' ? '-dark' : ''}.png`),
    })
    await page.close()
  }
}
