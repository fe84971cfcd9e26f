import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Names of the packages whose code is in a bundle. */
export function packagesIn({ output }) {
  const names = new Set()
  for (const chunk of output)
    for (const id of chunk.moduleIds ?? []) {
      const [, name] = /.*[/\\]node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\]+)/.exec(id) ?? []
      if (name !== undefined) names.add(name.replaceAll('\\', '/'))
    }
  return names
}

/** Writes the licence of every bundled package into one file. Throws for a package without one. */
export async function writeNotices(root, names, target) {
  const notices = await Promise.all(
    [...names].sort().map((name) => noticeOf(join(root, 'node_modules', name))),
  )
  const head = 'Code of these packages is part of the files beside this one, under their licences.\n'
  await writeFile(target, [head, ...notices].join(`\n${'-'.repeat(80)}\n\n`))
}

async function noticeOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const file = (await readdir(folder)).find((each) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(each))
  if (file === undefined) throw new Error(`The bundled package ${name} has no licence file`)
  return `${name} ${version} (${license})\n\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`
}
