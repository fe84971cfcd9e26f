/** What a case of cases.json must give with every client. */
export interface Expectation {
  /** What the case does, for readers of the page. */
  readonly meaning: string
  readonly ok: boolean
  /** The code the SDK shows: of the answer, or of its typed error. */
  readonly code: string
  readonly status: number
  /** How many calls succeed before the first error. */
  readonly okCalls: number
}

const succeeds = (meaning: string): Expectation => ({
  meaning,
  ok: true,
  code: 'OK',
  status: 200,
  okCalls: 1,
})
const fails = (code: string, meaning: string): Expectation => ({
  meaning,
  ok: false,
  code,
  status: 400,
  okCalls: 0,
})

/** By case, in the order of cases.json. */
export const expectations: Readonly<Record<string, Expectation>> = {
  one: succeeds('one recipient'),
  thousand: succeeds('1,000 recipients, each with TemplateParams'),
  unicode: succeeds(
    'TemplateParams with CJK, an accent, an emoji and everything that URL encoders disagree on',
  ),
  'empty-value': succeeds('a Tag without text, which some SDKs sign, some send unsigned and some leave out'),
  sts: succeeds('temporary credentials with a security token'),
  validation: fails('InvalidParameter.FromOnlyNumeric', 'From with a leading plus sign'),
  'over-limit': fails('InvalidSenderList', '1,001 recipients'),
  'wrong-secret': fails('SignatureDoesNotMatch', 'a known key with a wrong secret'),
  permission: fails(
    'Ram.PermissionDeny',
    'a key that may only read; the error carries AccessDeniedDetail as an object',
  ),
  throttled: {
    ...fails('System.LimitControl', '12 calls within one second: ten succeed, the next is refused'),
    okCalls: 10,
  },
}

/** Where an SDK shows a code of its own, or says more than the code. */
export interface Deviation {
  readonly clients: readonly string[]
  readonly case: string
  readonly code: string
  /** Words the message of the error must contain. */
  readonly message: string
  readonly reason: string
}

export const deviations: readonly Deviation[] = [
  {
    clients: ['python-classic-cams'],
    case: 'wrong-secret',
    code: 'InvalidAccessKeySecret',
    message: 'The AccessKeySecret is incorrect.',
    reason:
      'the SDK compares the string to sign in the answer with its own and replaces the code when they are the same; ' +
      'a CommonRequest is not compared, so python-classic-common keeps the code of the answer',
  },
  {
    clients: ['go-classic-post', 'go-classic-query', 'go-classic-get'],
    case: 'wrong-secret',
    code: 'SignatureDoesNotMatch',
    message: 'InvalidAccessKeySecret: Please check you AccessKeySecret',
    reason:
      'the SDK compares the string to sign in the answer with its own and, when they are the same, recommends to check the secret',
  },
]
