/**
 * Packs the package and looks at it as its users do: publint, are-the-types-wrong, and the SDK imported and compiled from both kinds of
 * module in a folder that holds nothing else. Plays the stories of the example with the package installed.
 * Fetches are-the-types-wrong and what the example needs from the registry.
 */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '..')
const folder = await mkdtemp(join(tmpdir(), 'chatapp-mock-package-'))
const failures: string[] = []

async function run(what: string, command: string, args: readonly string[], cwd: string): Promise<string> {
  const { stdout, stderr, failed } = await promisify(execFile)(command, args, {
    cwd,
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    (output) => ({ ...output, failed: false }),
    (error: { stdout: string; stderr: string }) => ({ ...error, failed: true }),
  )
  console.log(`${failed ? 'FAILED' : 'ok    '} ${what}`)
  if (failed) {
    console.log(`${stdout}\n${stderr}`)
    failures.push(what)
  }
  return stdout
}

const sources: Readonly<Record<string, string>> = {
  'consumer.mts': `import { createClient, ApiResponseError, type BatchResult, type SendChatappMassMessageInput } from 'chatapp-mock/sdk'`,
  'consumer.cts': `import { createClient, ApiResponseError, type BatchResult, type SendChatappMassMessageInput } from 'chatapp-mock/sdk'`,
}
const usage = `
const client = createClient({ endpoint: 'http://127.0.0.1:4010', credentials: { accessKeyId: 'a', accessKeySecret: 'b' } })
const input: SendChatappMassMessageInput = { ChannelType: 'whatsapp', Language: 'en', From: '1', SenderList: [{ To: '2', TemplateParams: { name: 'Ann' } }] }
export async function send(): Promise<string | undefined> {
  const { GroupMessageId } = await client.sendChatappMassMessage(input)
  for await (const { status, output } of client.massSend(input.SenderList, { message: input })) {
    const known: BatchResult['status'] = status
    console.log(known, output?.GroupMessageId)
  }
  return GroupMessageId
}
// @ts-expect-error SenderList is a list of recipients
export const wrong = () => client.sendChatappMassMessage({ ...input, SenderList: 'x' })
console.log(typeof createClient, ApiResponseError.name)
`

try {
  await run('pack', 'npm', ['pack', '--pack-destination', folder], root)
  const [archive] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'))
  if (archive === undefined) throw new Error('npm pack wrote no archive')
  const tarball = join(folder, archive)
  await run('publint', join(root, 'node_modules/.bin/publint'), ['run', tarball, '--strict'], folder)
  await run(
    'are the types wrong?',
    'npx',
    [
      '--yes',
      '@arethetypeswrong/cli@0.18.5',
      tarball,
      '--entrypoints',
      './sdk',
      '--profile',
      'node16',
      '--no-emoji',
    ],
    folder,
  )

  const installed = join(folder, 'node_modules/chatapp-mock')
  await mkdir(installed, { recursive: true })
  await run('unpack', 'tar', ['-xzf', tarball, '-C', installed, '--strip-components=1'], folder)
  await mkdir(join(folder, 'node_modules/@types'), { recursive: true })
  await symlink(join(root, 'node_modules/@types/node'), join(folder, 'node_modules/@types/node'))
  await symlink(join(root, 'node_modules/undici-types'), join(folder, 'node_modules/undici-types'))
  for (const [name, head] of Object.entries(sources)) await writeFile(join(folder, name), `${head}\n${usage}`)
  await run(
    'types of both kinds of module, without zod',
    join(root, 'node_modules/.bin/tsc'),
    [
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023',
      '--types',
      'node',
      '--skipLibCheck',
      'false',
      ...Object.keys(sources),
    ],
    folder,
  )
  for (const name of ['consumer.mjs', 'consumer.cjs']) {
    const output = await run(`run ${name}`, process.execPath, [name], folder)
    if (output.trim() !== 'function ApiResponseError') failures.push(`${name} printed ${output}`)
  }

  const example = join(folder, 'order-notices')
  await cp(join(root, 'examples/order-notices'), example, { recursive: true })
  await run(
    'install the example',
    'npm',
    ['install', '--no-audit', '--no-fund', '--no-save', tarball],
    example,
  )
  await run('the example keeps the contract', 'npm', ['run', 'contract'], example)
} finally {
  await rm(folder, { recursive: true, force: true })
}
if (failures.length > 0) {
  console.error(`Failed: ${failures.join(', ')}`)
  process.exitCode = 1
}
