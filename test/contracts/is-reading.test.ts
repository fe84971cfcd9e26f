import { expect, it } from 'vitest'
import { catalogNames } from '../../contracts/catalog/index.ts'
import { isReading } from '../../contracts/is-reading.ts'

it('what asks for something reads; what sends a code or uses one up does not, whatever its name says', () => {
  for (const name of [
    'ListChatappMessage',
    'GetChatappTemplateDetail',
    'QueryChatappPhoneNumbers',
    'CheckDirectSendMessageSample',
  ])
    expect([name, isReading(name)]).toEqual([name, true])
  for (const name of [
    'GetChatappVerifyCode',
    'GetMigrationVerifyCode',
    'SendChatappMessage',
    'UpdatePhoneWebhook',
    'listChatappMessage',
    'Get',
    'ListX, SendY',
    '',
  ])
    expect([name, isReading(name)]).toEqual([name, false])
  expect(catalogNames.filter((name) => /Verif|Code/.test(name) && isReading(name))).toEqual([
    'GetPhoneNumberVerificationStatus',
  ])
})
