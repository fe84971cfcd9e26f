import { assumed, documented, type Evidence } from '../../contracts/evidence/evidence.ts'
import { nationalLength } from './numbering.ts'

/** A recipient as it would be sent. */
export interface PlannedRecipient {
  readonly To: string
  readonly TemplateParams?: Readonly<Record<string, string>>
  readonly Payload?: readonly string[]
  readonly ProductAction?: { readonly Sections?: readonly { readonly ProductItems?: readonly unknown[] }[] }
}

/** What rules know of the template and the channel. */
export interface CampaignFacts {
  readonly phoneNumbers: boolean
  /** Variables that stand in the address of a button. */
  readonly addressVariables: readonly string[]
  /** QUICK_REPLY buttons of the template; undefined when it is not known. */
  readonly quickReplies: number | undefined
  /** What of the texts is too long with these values; undefined when all fit. */
  tooLong(recipient: PlannedRecipient): string | undefined
}

/** Something a row gets wrong. */
export interface RowFault {
  readonly rule: string
  /** The field that is wrong: `To`, a variable of the template, or undefined for the whole row. */
  readonly field: string | undefined
  readonly message: string
}

export interface RowRule {
  readonly id: string
  readonly summary: string
  readonly evidence: Evidence
  /** Whether the rule is about signs that ordinary text does not have. */
  readonly ofSigns?: boolean
  /** What is wrong; the first field that is, with the reason. */
  judge(
    recipient: PlannedRecipient,
    facts: CampaignFacts,
  ): { readonly field?: string; readonly message: string } | undefined
}

type Test = (value: string, name: string, facts: CampaignFacts) => string | undefined

/** A rule about each value of a variable. */
const valueRule = (id: string, summary: string, evidence: Evidence, test: Test, ofSigns = true): RowRule => ({
  id,
  summary,
  evidence,
  ofSigns,
  judge: ({ TemplateParams = {} }, facts) => {
    for (const [field, value] of Object.entries(TemplateParams)) {
      const message = test(value, field, facts)
      if (message !== undefined) return { field, message }
    }
    return undefined
  },
})

const parameters = documented(
  "WhatsApp's page on template parameters: no line breaks, tabs or more than four blanks in a row",
)

/** Rules for one row, in the order in which they are looked at. */
export const rowRules: readonly RowRule[] = [
  {
    id: 'number-fits-country',
    summary: 'A phone number has as many digits as numbers of its country have.',
    evidence: assumed('national numbering plans; only countries with one length, or few, are judged'),
    judge: ({ To }, { phoneNumbers }) => {
      const length = phoneNumbers ? nationalLength(To) : undefined
      if (length === undefined || (length.digits >= length.least && length.digits <= length.most))
        return undefined
      const range = length.least === length.most ? length.least : `${length.least} to ${length.most}`
      return {
        field: 'To',
        message: `+${length.code} is followed by ${length.digits} digits; numbers of ${length.country} have ${range}`,
      }
    },
  },
  valueRule('no-line-break', 'A value has no line break.', parameters, (value) =>
    /[\n\r\u2028\u2029]/.test(value) ? 'holds a line break' : undefined,
  ),
  valueRule('no-tab', 'A value has no tab.', parameters, (value) =>
    value.includes('\t') ? 'holds a tab' : undefined,
  ),
  valueRule('few-blanks', 'A value has at most four blanks in a row.', parameters, (value) =>
    value.includes('     ') ? 'holds more than four blanks in a row' : undefined,
  ),
  valueRule('not-blank', 'A value is more than blanks.', parameters, (value) =>
    value !== '' && value.trim() === '' ? 'holds nothing but blanks' : undefined,
  ),
  valueRule(
    'no-control-character',
    'A value has no control characters.',
    assumed('people see them as signs that nobody wrote'),
    (value) =>
      // oxlint-disable-next-line no-control-regex -- these characters are what is looked for
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value) ? 'holds a control character' : undefined,
  ),
  valueRule(
    'no-placeholder',
    'A value holds no placeholder that another program left.',
    assumed('people read it as it is'),
    (value) => {
      const [found] = /\$\([^)]*\)|\{\{[^}]*\}\}|\$\{[^}]*\}|<%.*?%>/.exec(value) ?? []
      return found === undefined ? undefined : `holds the placeholder ${JSON.stringify(found)}`
    },
  ),
  valueRule(
    'no-missing-value',
    'A value is not the word for one that is missing.',
    assumed('people read it as it is'),
    (value) =>
      /^(?:undefined|null|none|nan|n\/a|\(null\)|nil)$/i.test(value.trim())
        ? `is ${JSON.stringify(value)}`
        : undefined,
    false,
  ),
  valueRule(
    'no-spreadsheet-error',
    'A value is no error of a spreadsheet.',
    assumed('people read it as it is'),
    (value) =>
      /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|#+)$/i.test(value.trim())
        ? `is ${JSON.stringify(value)}`
        : undefined,
  ),
  valueRule(
    'no-object',
    'A value is no object that was made a text.',
    assumed('people read it as it is'),
    (value) => (/\[object \w+\]/.test(value) ? `holds ${JSON.stringify('[object …]')}` : undefined),
  ),
  valueRule(
    'no-lost-letters',
    'A value has no letters that were read in the wrong encoding.',
    assumed('UTF-8 read as Latin-1'),
    (value) =>
      /[ÃÂ][\u0080-\u00bf]|â€[™œ“”]/.test(value) ? 'seems to be UTF-8 that was read as Latin-1' : undefined,
  ),
  valueRule(
    'address-is-escaped',
    'The part of an address has no signs that must be escaped.',
    documented('RFC 3986'),
    (value, name, { addressVariables }) => {
      const [sign] =
        (addressVariables.includes(name) && /[^\w\-.~!$&'()*+,;=:@/?%]|%(?![0-9a-f]{2})/i.exec(value)) || []
      return sign === undefined
        ? undefined
        : `stands in an address and holds ${JSON.stringify(sign)}, which must be escaped`
    },
    false,
  ),
  {
    id: 'texts-fit',
    summary: 'Header, body and buttons are not longer than the channel takes, with their values.',
    evidence: documented("WhatsApp's and Viber's pages on templates"),
    judge: (recipient, { tooLong }) => {
      const message = tooLong(recipient)
      return message === undefined ? undefined : { message }
    },
  },
  {
    id: 'payload-fits-buttons',
    summary: 'Payload has not more entries than the template has QUICK_REPLY buttons.',
    evidence: documented('Usage notes on the Payload parameter'),
    judge: ({ Payload }, { quickReplies }) =>
      Payload === undefined || quickReplies === undefined || Payload.length <= quickReplies
        ? undefined
        : {
            field: 'Payload',
            message: `Payload has ${Payload.length} entries; the template has ${quickReplies} QUICK_REPLY buttons`,
          },
  },
  {
    id: 'few-products',
    summary: 'ProductAction has at most 10 sections and 30 products.',
    evidence: documented('SendChatappMassMessage, Help Center page of 2024-11-18'),
    judge: ({ ProductAction }) => {
      const sections = ProductAction?.Sections ?? []
      const products = sections.reduce((count, { ProductItems }) => count + (ProductItems?.length ?? 0), 0)
      return sections.length <= 10 && products <= 30
        ? undefined
        : {
            field: 'ProductAction',
            message: `ProductAction has ${sections.length} sections and ${products} products; at most 10 and 30 are taken`,
          }
    },
  },
]

/** Letters, digits and a few signs between single words: nothing that a rule of signs looks for. */
const ordinary =
  /^[\w.,:;!?()\-\u00c4-\u00e1\u00e3-\u024f\u0370-\u1fff\u3041-\u9fff\uac00-\ud7a3]+(?: [\w.,:;!?()\-\u00c4-\u00e1\u00e3-\u024f\u0370-\u1fff\u3041-\u9fff\uac00-\ud7a3]+)*$/

const otherRules = rowRules.filter(({ ofSigns }) => !ofSigns)

/** Everything one row gets wrong: the first fault of each rule. */
export function faultsOf(recipient: PlannedRecipient, facts: CampaignFacts): RowFault[] {
  // Most rows of a million are ordinary, and asking every rule about each takes several times as long.
  const values = Object.values(recipient.TemplateParams ?? {})
  const rules = values.every((value) => ordinary.test(value)) ? otherRules : rowRules
  const faults: RowFault[] = []
  for (const { id, judge } of rules) {
    const fault = judge(recipient, facts)
    if (fault !== undefined) faults.push({ rule: id, field: fault.field, message: fault.message })
  }
  return faults
}
