import { expect, it } from 'vitest'
import type { Exchange } from '../../../contracts/exchange.ts'
import { mockUnderTest, type MockUnderTest } from '../../mock-under-test.ts'
import { recipients } from '../../signed-requests.ts'

/** Calls of several operations, with parameters that repeat, and refusals among them. */
async function use(mock: MockUnderTest, turn: number): Promise<void> {
  await mock.send({ TaskId: `task-${turn % 3}` })
  await mock.send({ SenderList: recipients(200), Language: turn % 2 === 0 ? 'en' : 'xx' })
  await mock.call({ Action: 'QueryChatappPhoneNumbers', CustSpaceId: 'cams-demo0001' })
  await mock.call({ Action: 'ListFlow', CustSpaceId: 'cams-demo0001', Format: 'XML' })
  await mock.call({ Action: 'NoSuchOperation' })
  mock.clock.moveTo(mock.clock.now() + 1000)
}

const said = ({ exchanges }: { readonly exchanges: readonly Exchange[] }) =>
  exchanges.map(({ requestId, status, code, body, rule, input }) => ({
    requestId,
    status,
    code,
    body,
    rule,
    input,
  }))

it('answers as if it were alone, whatever another emulator of the process is asked', async () => {
  const alone = mockUnderTest({ seed: 5 })
  for (let turn = 0; turn < 4; turn++) await use(alone, turn)

  const [mock, other] = [mockUnderTest({ seed: 5 }), mockUnderTest({ seed: 6 })]
  for (let turn = 0; turn < 4; turn++) {
    await use(other, 3 - turn)
    await use(mock, turn)
  }
  expect(said(mock)).toEqual(said(alone))
  expect(said(other)).not.toEqual(said(alone))
})
