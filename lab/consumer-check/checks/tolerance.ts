import { assumed, documented } from '../../../contracts/evidence/evidence.ts'
import { describeAnswer } from '../../consumer/answer.ts'
import { inboundItem, statusItem } from '../../consumer/items.ts'
import { answeredAsPlain, pushCheck } from '../as-plain.ts'
import { failed, passed, type ConsumerCheck } from '../check.ts'

const page = documented('ChatAppStatus, HTTP editions of 2024 to 2026')

/** What the documentation leaves room for. */
export const tolerance: readonly ConsumerCheck[] = [
  pushCheck(
    {
      id: 'tolerance.unknown-status',
      summary: 'A Status that is not documented today is accepted.',
      evidence: documented('ChatAppStatus: subscribe and unsubscribe came in 2026'),
    },
    ({ subjects }) => [statusItem(subjects.next(), 'Played')],
  ),
  pushCheck(
    {
      id: 'tolerance.unknown-field',
      summary: 'A field that is not documented today is accepted.',
      evidence: documented('ChatAppStatus: FromUserId and others came in 2026'),
    },
    ({ subjects }) => [statusItem(subjects.next(), 'Sent', { FutureField: { nested: [1, 'two', null] } })],
  ),
  pushCheck(
    {
      id: 'tolerance.optional-fields-absent',
      summary: 'An item with its required fields only is accepted.',
      evidence: page,
    },
    ({ subjects }) => {
      const { messageId, to } = subjects.next()
      return [
        {
          MessageId: messageId,
          From: '8613900000001',
          To: to,
          Timestamp: 1_790_000_000_000,
          Status: 'Sent',
          MsgFrameType: 'message',
        },
      ]
    },
  ),
  pushCheck(
    {
      id: 'tolerance.misspelt-expiration',
      summary: 'ConversionExpirationTime is borne, as a Japanese edition prints it.',
      evidence: page,
    },
    ({ subjects }) => [statusItem(subjects.next(), 'Sent', { ConversionExpirationTime: 1_790_000_000_000 })],
  ),
  pushCheck(
    {
      id: 'tolerance.unicode',
      summary: 'Texts beyond the Latin alphabet, emoji among them, are accepted.',
      evidence: documented('receipts are JSON in UTF-8'),
    },
    ({ subjects }) => [inboundItem(subjects.next(), 'TEXT', 'Grüße 您好 مرحبا 👩‍👩‍👧 𝄞', { Name: 'Zoë 🎉' })],
  ),
  pushCheck(
    {
      id: 'tolerance.large-body',
      summary: 'A push of 1 MB is accepted.',
      evidence: assumed('no limit of a push is documented; a list of many items grows'),
    },
    ({ subjects }) => [inboundItem(subjects.next(), 'TEXT', 'x'.repeat(1024 * 1024))],
  ),
  {
    id: 'tolerance.content-type',
    summary: 'A push whose content type a proxy changed is accepted.',
    evidence: assumed('the header of a push is known from the SMS page of the same platform only'),
    judge: async (bench) =>
      answeredAsPlain(
        [
          await bench.send({
            body: JSON.stringify([statusItem(bench.subjects.next(), 'Sent')]),
            headers: { 'content-type': 'text/plain;charset=UTF-8' },
          }),
        ],
        bench,
      ),
  },
  {
    id: 'tolerance.probe',
    summary: 'GET and HEAD, as consoles and monitors send them, are answered in time and not with 5xx.',
    evidence: assumed('whether the console asks before it stores an address is not documented'),
    judge: async ({ send }) => {
      for (const method of ['GET', 'HEAD']) {
        const answer = await send({ method })
        if (answer.outcome !== 'answered' || answer.status >= 500)
          return failed(`${method} was answered ${describeAnswer(answer)}`)
      }
      return passed
    },
  },
]
