import { documented } from '../../../contracts/evidence/evidence.ts'
import { describeAnswer, type Slip } from '../../consumer/answer.ts'
import { failed, passed, skipped, type ConsumerCheck } from '../check.ts'

const platform = documented('SMS and Voice pages of the same push platform')
const inOrder: readonly Slip[] = ['late', 'status', 'json', 'code']

const formCheck = (
  slip: Slip,
  id: string,
  summary: string,
  advice: string,
  evidence = platform,
): ConsumerCheck => ({
  id,
  summary,
  evidence,
  judge: async ({ plain }) => {
    if (plain.slip === slip) return failed(`answered ${describeAnswer(plain.answer)}. ${advice}`)
    const before = plain.slip !== undefined && inOrder.indexOf(plain.slip) < inOrder.indexOf(slip)
    return before ? skipped('an earlier check of the answer failed') : passed
  },
})

/** What the answer to a plain receipt has to look like. Each looks at what the one before left. */
export const answerForm: readonly ConsumerCheck[] = [
  formCheck(
    'late',
    'answer.in-time',
    'The answer is complete within 3 seconds.',
    'The push counts as failed and comes again after 1, 5 and 10 minutes: answer first, work afterwards.',
    documented('ChatAppStatus, HTTP edition'),
  ),
  formCheck(
    'status',
    'answer.status-200',
    'The HTTP status is 200.',
    'Any other status fails the push: answer 200.',
  ),
  formCheck('json', 'answer.json', 'The answer is a JSON object.', 'Answer {"code":0,"msg":"received"}.'),
  formCheck(
    'code',
    'answer.numeric-code',
    'The field code of the answer is a number.',
    'Answer {"code":0}, with the number and not a text.',
  ),
]
