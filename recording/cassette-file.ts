import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { openCassette, type Cassette, type CassetteOptions } from './cassette/cassette.ts'
import { printHeader, printRecording } from './cassette/print.ts'
import type { Recording } from './cassette/recording.ts'
import type { Redactor } from './redaction/redactor.ts'
import { UsageError } from '../contracts/usage-error.ts'
import { systemChance } from '../sdk/ports.ts'

/** A cassette over an open file. */
export interface CassetteFile extends Cassette {
  close(): void
}

/** Opens a cassette file. Throws `UsageError` when it cannot be read or is damaged. */
export function openCassetteFile(file: string, options: CassetteOptions = {}): CassetteFile {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch (error) {
    throw new UsageError(
      `Cannot read ${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}.`,
    )
  }
  try {
    const bytes = { size: fstatSync(descriptor).size, read: partsOf(descriptor) }
    return { ...openCassette(bytes, file, options), close: () => closeSync(descriptor) }
  } catch (error) {
    closeSync(descriptor)
    throw error instanceof UsageError
      ? error
      : new UsageError(
          `Cannot read ${file}: ${(error as NodeJS.ErrnoException).code === 'EISDIR' ? 'it is a folder' : (error as Error).message}.`,
        )
  }
}

/** Throws `UsageError` when a cassette could not be written, before anything is recorded that would be lost. */
export function checkWritable(file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK)
  } catch (error) {
    throw new UsageError(
      `Cannot write ${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such folder' : (error as Error).message}.`,
    )
  }
}

/** Reads parts of a file into one and the same piece of memory. */
function partsOf(descriptor: number): (at: number, length: number) => Uint8Array {
  let memory = Buffer.alloc(0)
  return (at, length) => {
    if (memory.length < length) memory = Buffer.alloc(length)
    let read = 0
    for (let more = 1; more > 0 && read < length; read += more)
      more = readSync(descriptor, memory, read, length - read, at + read)
    return memory.subarray(0, read)
  }
}

/** A cassette that is being written, beside the file it is to become. */
export interface CassetteWriter {
  /** Throws `UsageError` when it cannot be written. */
  write(recording: Recording): void
  /** Writes what was redacted before. Throws `UsageError` when it cannot be written. */
  writeAsIs(recording: Recording): void
  /**
   * Puts the file in its place once all of it is on the disk. Throws `UsageError` when anything could not be written: what stood there
   * is then unchanged.
   * @param isKnown says of the unfinished file whether what stands in its place is as good
   */
  close(isKnown?: (unfinished: string) => boolean): Promise<void>
  /** Leaves everything as it was. */
  abandon(): Promise<void>
}

/**
 * Begins a cassette file. What stood in its place stays until it is complete.
 * @param redactor hides what is written before it is; without one everything is written as it is
 */
export function writeCassetteFile(file: string, redactor: Redactor | undefined): CassetteWriter {
  // Of several that record at once each writes its own; the last one that ends is kept, and whole.
  const unfinished = `${file}.${systemChance.nonce().slice(0, 8)}.part`
  let descriptor: number | undefined
  let written = 0
  let failure: UsageError | undefined
  const attempt = (step: () => void): void => {
    if (failure !== undefined) throw failure
    try {
      step()
    } catch (error) {
      failure = new UsageError(
        `Cannot write ${file}: ${(error as Error).message}. What was there before is unchanged.`,
      )
      discard()
      throw failure
    }
  }
  const append = (text: string): void =>
    attempt(() => {
      descriptor ??= openSync(unfinished, 'wx')
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
      written += bytes.length
    })
  function discard(): void {
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = undefined
    rmSync(unfinished, { force: true })
  }
  const header = printHeader({ cassette: 1, ...(redactor && { redacted: redactor.name }) })
  const begin = (): void => {
    if (written === 0) append(header)
  }
  return {
    write(recording) {
      begin()
      append(printRecording(redactor?.hide(recording) ?? recording))
    },
    writeAsIs(recording) {
      begin()
      append(printRecording(recording))
    },
    async close(isKnown) {
      begin()
      attempt(() => {
        fsyncSync(descriptor as number)
        const { size } = fstatSync(descriptor as number)
        if (size !== written) throw new Error(`only ${size} of ${written} bytes were kept`)
        if (isKnown?.(unfinished) === true) return discard()
        closeSync(descriptor as number)
        descriptor = undefined
        renameSync(unfinished, file)
      })
    },
    async abandon() {
      discard()
    },
  }
}
