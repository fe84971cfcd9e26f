import { describe, expect, expectTypeOf, it } from 'vitest'
import type { InputOf, OutputOf } from '../../contracts/operation.ts'
import { curatedNames, type CuratedTypes } from '../../contracts/generated/operation-types.ts'
import { curatedOperations } from '../../contracts/operations/index.ts'

type Operations = typeof curatedOperations
type Inputs = { [Name in keyof Operations]: InputOf<Operations[Name]> }
type Outputs = { [Name in keyof Operations]: OutputOf<Operations[Name]> }

describe('the types the SDK shows', () => {
  it('exist for every curated operation', () => {
    expect([...curatedNames].sort()).toEqual(Object.keys(curatedOperations).sort())
  })

  it('are those of the contract', () => {
    expectTypeOf<Inputs>().toExtend<{ [Name in keyof Operations]: CuratedTypes[Name]['Input'] }>()
    expectTypeOf<Outputs>().toExtend<{ [Name in keyof Operations]: CuratedTypes[Name]['Output'] }>()
    expectTypeOf<keyof CuratedTypes>().toEqualTypeOf<keyof Operations>()
  })
})
