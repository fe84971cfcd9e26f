import { ApiError } from '../errors/api-error.ts'
import { documented } from '../evidence/evidence.ts'
import { defineRule } from '../evidence/rule.ts'
import { isWebAddress } from '../web-address.ts'
import type { Button } from './components.ts'
import {
  allButtonsOf,
  buttonsOf,
  cardPartsOf,
  defect,
  variablesIn,
  type Choices,
  type Placed,
  type TemplateDesign,
} from './design.ts'

const codePage = documented('Chat App error codes (chatapp/developer-reference/api-error-codes)')
const parameterPage = documented(
  'CreateChatappTemplate, API metadata of 2024-07-30 and SDK definition of 2026-07-14',
)

export const buttonTextsHaveNoVariable = defineRule(
  {
    id: 'template.button-texts-have-no-variable',
    summary: 'The text of a button has no variables.',
    evidence: codePage,
  },
  (design: TemplateDesign) => {
    for (const { place, of } of allButtonsOf(design)) {
      if (variablesIn(of.Text).length > 0)
        throw new ApiError('InvalidParameter.ButtonTextHaveVariable', {
          parameter: 'Components',
          given: `${place}.Text ${of.Text}`,
          expected: 'no variables',
        })
    }
  },
)

export const urlHasOneVariable = defineRule(
  {
    id: 'template.url-has-one-variable',
    summary: 'The Url of a button has at most one variable.',
    evidence: codePage,
  },
  (design: TemplateDesign) => {
    for (const { place, of } of allButtonsOf(design)) {
      if (variablesIn(of.Url).length > 1)
        throw new ApiError('InvalidParameter.UrlMoreVarable', {
          parameter: 'Components',
          given: `${place}.Url ${of.Url}`,
          expected: 'at most one variable',
        })
    }
  },
)

export const phoneNumberIsOne = defineRule(
  {
    id: 'template.phone-number-is-one',
    summary: 'The PhoneNumber of a button has 5 to 20 digits, with or without + before them.',
    evidence: documented('Chat App error codes; the length is an assumption'),
  },
  (design: TemplateDesign) => {
    for (const { place, of } of allButtonsOf(design)) {
      if (of.Type === 'PHONE_NUMBER' && !/^\+?\d{5,20}$/.test(of.PhoneNumber ?? '')) {
        throw new ApiError('InvalidParameter.PhoneNumberError', {
          parameter: 'Components',
          given: `${place}.PhoneNumber ${of.PhoneNumber ?? 'absent'}`,
          expected: '5 to 20 digits, with or without + before them',
        })
      }
    }
  },
)

/** Types of buttons, by what the template is meant for. */
const verifying: readonly string[] = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']
const inviting: readonly string[] = [
  'PHONE_NUMBER',
  'URL',
  'QUICK_REPLY',
  'COPY_CODE',
  'MPM',
  'CATALOG',
  'FLOW',
]
const onCards: readonly string[] = ['PHONE_NUMBER', 'URL', 'QUICK_REPLY']

function allowedTypes({ type, category }: TemplateDesign): readonly string[] {
  if (type === 'VIBER') return ['URL']
  return category === 'AUTHENTICATION' ? verifying : inviting
}

export const buttonTypesAreKnown = defineRule(
  {
    id: 'template.button-types-are-known',
    summary:
      'AUTHENTICATION has COPY_CODE, ONE_TAP or ZERO_TAP; cards PHONE_NUMBER, URL or QUICK_REPLY; Viber URL; other templates all types but ONE_TAP and ZERO_TAP.',
    evidence: parameterPage,
  },
  (design: TemplateDesign, choices: Choices) => {
    const own = buttonsOf(design)
    for (const [buttons, allowed] of [
      [own, allowedTypes(design)],
      [allButtonsOf(design).slice(own.length), onCards],
    ] as const) {
      for (const { place, of } of buttons)
        if (!allowed.includes(of.Type))
          throw defect(choices, `${place}.Type ${of.Type}`, `one of ${allowed.join(', ')}`)
    }
  },
)

/** Most buttons of a template that is not for authentication. */
const limits = {
  WHATSAPP: { all: 10, PHONE_NUMBER: 1, URL: 2 },
  VIBER: { all: 1, PHONE_NUMBER: 0, URL: 1 },
} as const

export const buttonsAreFew = defineRule(
  {
    id: 'template.buttons-are-few',
    summary:
      'A template has at most 10 buttons, 1 PHONE_NUMBER and 2 URL; AUTHENTICATION exactly one; Viber one URL; a card two.',
    evidence: parameterPage,
  },
  (design: TemplateDesign, choices: Choices) => {
    const buttons = buttonsOf(design)
    const count = (type: string): number => buttons.filter(({ of }) => of.Type === type).length
    const limit = limits[design.type as keyof typeof limits]
    if (design.category === 'AUTHENTICATION' && design.type === 'WHATSAPP' && buttons.length !== 1)
      throw defect(choices, `${buttons.length} buttons`, 'exactly one button')
    if (buttons.length > limit.all) throw defect(choices, `${buttons.length} buttons`, `at most ${limit.all}`)
    for (const type of ['PHONE_NUMBER', 'URL'] as const)
      if (count(type) > limit[type])
        throw defect(choices, `${count(type)} buttons of type ${type}`, `at most ${limit[type]}`)
    for (const { place, of } of cardPartsOf(design))
      if ((of.Buttons?.length ?? 0) > 2)
        throw defect(choices, `${place} with ${of.Buttons?.length} buttons`, 'at most 2')
  },
)

export const repliesStandTogether = defineRule(
  {
    id: 'template.replies-stand-together',
    summary:
      'QUICK_REPLY buttons are not interleaved with PHONE_NUMBER and URL buttons, or not mixed with them by option.',
    evidence: documented('ModifyChatappTemplate says interleaved, CreateChatappTemplate says mixed'),
  },
  (design: TemplateDesign, choices: Choices) => {
    const replies = buttonsOf(design).map(({ of }) => of.Type === 'QUICK_REPLY')
    const changes = replies.filter((reply, index) => index > 0 && reply !== replies[index - 1]).length
    const most = choices.assumptions.buttonMixing === 'not-mixed' ? 0 : 1
    if (changes > most)
      throw defect(
        choices,
        `QUICK_REPLY and other buttons change ${changes} times`,
        most === 0 ? 'QUICK_REPLY buttons alone, or none' : 'all QUICK_REPLY buttons next to each other',
      )
  },
)

/** What a button lacks or has wrong; undefined if it is complete. */
function incomplete(
  { of: button }: Placed<Button>,
  { type, category, components }: TemplateDesign,
): string | undefined {
  const { Type, Text, Url, UrlType, CouponCode, FlowId, FlowAction, NavigateScreen } = button
  const isCoupon = Type === 'COPY_CODE' && category !== 'AUTHENTICATION'
  if (!Text && !isCoupon) return 'a Text'
  if (Type === 'URL') {
    const underVideo = type === 'VIBER' && components.some(({ Format }) => Format === 'VIDEO')
    if (!Url) return underVideo ? undefined : 'a Url'
    if (UrlType !== undefined && UrlType !== 'static' && UrlType !== 'dynamic')
      return 'UrlType static or dynamic'
    const variables = variablesIn(Url).length
    if (variables !== (UrlType === 'dynamic' ? 1 : 0))
      return UrlType === 'dynamic' ? 'one variable in the dynamic Url' : 'no variable in the static Url'
    if (variables === 0 && !isWebAddress(Url)) return 'a Url that begins with http:// or https://'
  }
  if (isCoupon && !/^([A-Za-z0-9]+|\$\([^)]+\))$/.test(CouponCode ?? ''))
    return 'a CouponCode of letters and digits, or a variable such as $(couponCode)'
  if (Type === 'FLOW') {
    if (!FlowId) return 'a FlowId'
    if (FlowAction !== 'NAVIGATE' && FlowAction !== 'DATA_EXCHANGE')
      return 'FlowAction NAVIGATE or DATA_EXCHANGE'
    if (FlowAction === 'NAVIGATE' && !NavigateScreen) return 'a NavigateScreen'
  }
  if (Type === 'ONE_TAP' || Type === 'ZERO_TAP') return incompleteTap(button)
  if (button.IsOptOut && (Type !== 'QUICK_REPLY' || category !== 'MARKETING'))
    return 'IsOptOut on a QUICK_REPLY of a MARKETING template only'
  return undefined
}

function incompleteTap({
  AutofillText,
  SupportedApps,
  PackageName,
  SignatureHash,
}: Button): string | undefined {
  if (!AutofillText) return 'an AutofillText'
  const apps = SupportedApps ?? (PackageName || SignatureHash ? [{ PackageName, SignatureHash }] : [])
  return apps.length > 0 && apps.every((app) => app.PackageName && app.SignatureHash)
    ? undefined
    : 'SupportedApps, each with PackageName and SignatureHash'
}

export const buttonsAreComplete = defineRule(
  {
    id: 'template.buttons-are-complete',
    summary:
      'A button has what its type asks for: Text, Url, CouponCode, FlowId and FlowAction, AutofillText and SupportedApps.',
    evidence: parameterPage,
  },
  (design: TemplateDesign, choices: Choices) => {
    for (const button of allButtonsOf(design)) {
      const lacks = incomplete(button, design)
      if (lacks !== undefined) throw defect(choices, `${button.place} of type ${button.of.Type}`, lacks)
    }
  },
)
