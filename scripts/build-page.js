// Builds the inspector: one script, one style sheet and one icon with hashes in their names, and the shell that names them.
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'rolldown'
import { transform } from 'esbuild'

const root = join(import.meta.dirname, '..')
const page = join(root, 'mock-server/inspector/page')

/** Writes the page to `inspector/` of a folder. */
export async function buildPage(outdir) {
  const { output } = await build({
    cwd: root,
    input: join(page, 'main.tsx'),
    platform: 'browser',
    write: false,
    transform: { target: 'es2022' },
    output: { minify: true, format: 'esm' },
  })
  const style = await transform(await readFile(join(page, 'style.css'), 'utf8'), {
    loader: 'css',
    minify: true,
  })
  const folder = join(outdir, 'inspector')
  await mkdir(folder, { recursive: true })
  const put = async (ending, text) => {
    const name = `inspector-${createHash('sha256').update(text).digest('hex').slice(0, 10)}.${ending}`
    await writeFile(join(folder, name), text)
    return `/_mock/inspect/assets/${name}`
  }
  const script = await put('js', output[0].code)
  const css = await put('css', style.code)
  const icon = await put('svg', await readFile(join(page, 'mark.svg'), 'utf8'))
  await writeFile(
    join(folder, 'index.html'),
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Inspector · chatapp-mock</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${css}">
<script type="module" src="${script}"></script>
</head>
<body><div id="inspector"></div><noscript>The inspector needs JavaScript.</noscript></body>
</html>
`,
  )
}
