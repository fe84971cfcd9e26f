import { bodyWriter } from '../../contracts/wire/envelope.ts'
import { curatedOperations } from '../../contracts/operations/index.ts'
import { inputForm } from '../../contracts/input-form.ts'

/**
 * Reads the code that calls would read on first use, so that a server which runs out of file descriptors later goes on answering.
 * Resolves when all is read; what could not be read is read when it is needed.
 */
export async function preload(): Promise<void> {
  await Promise.allSettled([
    bodyWriter('XML'),
    import('../control/control-app.ts'),
    import('../control/control-openapi.ts'),
    import('../emulator/under-faults.ts'),
    import('../queue/answer-queue.ts'),
    import('../../contracts/catalog/index.ts'),
    import('../../contracts/openapi.ts'),
    ...Object.values(curatedOperations).map(inputForm),
  ])
}
