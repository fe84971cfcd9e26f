import { expect, it } from 'vitest'
import { ApiError } from '../../../contracts/errors/api-error.ts'
import { assumed } from '../../../contracts/evidence/evidence.ts'
import { defineRule } from '../../../contracts/evidence/rule.ts'

const numberIsSmall = defineRule(
  { id: 'test.number-is-small', summary: 'The number is below ten.', evidence: assumed('made for a test') },
  (given: number) => {
    if (given >= 10) throw new ApiError('InvalidParameter', { given })
  },
)

it('puts itself on the refusal, and its id into the stack', () => {
  expect(() => numberIsSmall(1)).not.toThrow()
  let thrown: unknown
  try {
    numberIsSmall(10)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(ApiError)
  expect((thrown as ApiError).rule).toMatchObject({ id: 'test.number-is-small' })
  expect((thrown as ApiError).stack).toContain('test.number-is-small')
})
