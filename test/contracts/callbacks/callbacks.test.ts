import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { ItemOf } from '../../../contracts/callbacks/callback.ts'
import { inboundContents } from '../../../contracts/callbacks/inbound-content.ts'
import { inboundTypes } from '../../../contracts/callbacks/inbound-receipt.ts'
import { callbacks } from '../../../contracts/callbacks/index.ts'
import type {
  ChatAppAuditItem,
  ChatAppInboundItem,
  ChatAppStatusItem,
} from '../../../contracts/generated/callback-types.ts'

const ajv = new Ajv2020({ strict: false })

describe.each(Object.entries(callbacks))('%s', (name, callback) => {
  it('is listed under its own name', () => {
    expect(callback.name).toBe(name)
  })

  it('accepts its examples, alone and as a push', () => {
    const item = ajv.compile(callback.itemSchema)
    for (const example of callback.examples) expect(item(example), JSON.stringify(item.errors)).toBe(true)
    expect(ajv.compile(callback.pushSchema)(callback.examples)).toBe(true)
  })

  it('accepts fields nobody has documented', () => {
    expect(ajv.compile(callback.itemSchema)({ ...callback.examples[0], Unheard: 1 })).toBe(true)
  })

  it('refuses an empty push and an item without its id', () => {
    const { MessageId: _message, WabaId: _waba, ...rest } = callback.examples[0] as Record<string, unknown>
    expect(ajv.compile(callback.pushSchema)([])).toBe(false)
    expect(ajv.compile(callback.itemSchema)(rest)).toBe(false)
  })

  it('has the types the SDK shows', () => {
    expectTypeOf<ItemOf<typeof callbacks.ChatAppStatus>>().toExtend<ChatAppStatusItem>()
    expectTypeOf<ItemOf<typeof callbacks.ChatAppInbound>>().toExtend<ChatAppInboundItem>()
    expectTypeOf<ItemOf<typeof callbacks.ChatAppAudit>>().toExtend<ChatAppAuditItem>()
    expectTypeOf<ChatAppStatusItem['Status']>().toEqualTypeOf<
      ItemOf<typeof callbacks.ChatAppStatus>['Status']
    >()
  })
})

describe('a status item', () => {
  const valid = ajv.compile(callbacks.ChatAppStatus.itemSchema)
  const [failed] = callbacks.ChatAppStatus.examples

  it('says why a message failed', () => {
    const { ErrorCode: _code, ...rest } = failed as Record<string, unknown>
    expect(valid(rest)).toBe(false)
    expect(valid({ ...rest, Status: 'Sent' })).toBe(true)
  })

  it('names the template of a template message', () => {
    const { TemplateCode: _code, ...rest } = failed as Record<string, unknown>
    expect(valid(rest)).toBe(false)
    expect(valid({ ...rest, MsgFrameType: 'message' })).toBe(true)
  })
})

it('an audit item of version 1 is about a template', () => {
  const valid = ajv.compile(callbacks.ChatAppAudit.itemSchema)
  expect(valid({ WabaId: '1' })).toBe(false)
  expect(valid({ WabaId: '1', Type: 'wabaReviewUpdate' })).toBe(true)
})

it('the content of every inbound type but TEXT is described', () => {
  expect(Object.keys(inboundContents).sort()).toEqual(inboundTypes.filter((type) => type !== 'TEXT').sort())
})
