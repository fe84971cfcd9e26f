import { spawn } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { expect, inject, it, onTestFinished } from 'vitest'

/** A connection that sends one request after the other and reads the status of each answer. */
function keptConnection(port: number): { ask(path: string): Promise<number>; readonly socket: Socket } {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (data) => (text += data.toString('latin1')))
  return {
    socket,
    ask: (path) =>
      new Promise((resolve, reject) => {
        text = ''
        const look = (): void => {
          const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? []
          if (status === undefined) return
          socket.off('data', look)
          resolve(Number(status))
        }
        socket.on('data', look)
        socket.once('close', () => reject(new Error(`the server hung up on ${path}: ${text}`)))
        socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`)
      }),
  }
}

it('goes on when no file descriptor is left to load code with', async () => {
  const child = spawn('sh', [
    '-c',
    'ulimit -n 40; exec "$0" "$@"',
    process.execPath,
    inject('cli').file,
    'start',
    '--port',
    '0',
    '--json',
  ])
  onTestFinished(() => void child.kill('SIGKILL'))
  const port = await new Promise<number>((resolve, reject) => {
    let [text, problem] = ['', '']
    child.stderr.on('data', (data: Buffer) => (problem += data.toString()))
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString()
      const [, found] = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text) ?? []
      if (found !== undefined) resolve(Number(found))
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${text}${problem}`)))
  })
  const kept = keptConnection(port)
  expect(await kept.ask('/?Action=None&Format=JSON')).toBe(404)
  expect(await kept.ask('/_mock/health')).toBe(200)
  // Idle connections take every descriptor that is left.
  const idle = Array.from({ length: 60 }, () => connect(port, '127.0.0.1').on('error', () => {}))
  await Promise.all(
    idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve).once('error', resolve))),
  )
  // Loaded already or not to be had now: both are answers.
  for (const path of ['/?Action=ListFlow&Format=XML', '/queues/any/messages', '/_mock/health'])
    expect([200, 400, 403, 404, 503]).toContain(await kept.ask(path))
  expect(child.exitCode).toBeNull()
  for (const socket of idle) socket.destroy()
  expect(await kept.ask('/_mock/health')).toBe(200)
  kept.socket.destroy()
})
