import { ApiError } from '../errors/api-error.ts'
import { assumed, documented } from '../evidence/evidence.ts'
import { defineRule } from '../evidence/rule.ts'
import {
  buttonsOf,
  cardPartsOf,
  defect,
  ofType,
  partsOf,
  type Choices,
  type TemplateDesign,
} from './design.ts'

const parameterPage = documented(
  'CreateChatappTemplate, API metadata of 2024-07-30 and SDK definition of 2026-07-14',
)

export const verificationIsPlain = defineRule(
  {
    id: 'template.verification-is-plain',
    summary:
      'An AUTHENTICATION template has BODY, FOOTER and BUTTONS only, and no text of its own: the service writes it.',
    evidence: parameterPage,
  },
  (design: TemplateDesign, choices: Choices) => {
    if (design.category !== 'AUTHENTICATION' || design.type !== 'WHATSAPP') return
    for (const { place, of } of partsOf(design)) {
      if (!['BODY', 'FOOTER', 'BUTTONS'].includes(of.Type))
        throw defect(
          choices,
          `${place}.Type ${of.Type}`,
          'BODY, FOOTER and BUTTONS in an AUTHENTICATION template',
        )
      if (of.Text)
        throw defect(
          choices,
          `${place}.Text`,
          'no text: an AUTHENTICATION template is written by the service',
        )
    }
  },
)

export const footerHasContent = defineRule(
  {
    id: 'template.footer-has-content',
    summary: 'A footer has a text, in AUTHENTICATION the minutes after which the code expires.',
    evidence: assumed('the page describes the fields without saying what happens without them'),
  },
  (design: TemplateDesign, choices: Choices) => {
    const content = design.category === 'AUTHENTICATION' ? 'CodeExpirationMinutes' : 'Text'
    for (const { place, of } of ofType(partsOf(design), 'FOOTER'))
      if (!of[content]) throw defect(choices, `${place} without ${content}`, `a ${content}`)
  },
)

export const cardsAreAlike = defineRule(
  {
    id: 'template.cards-are-alike',
    summary: 'A carousel has 1 to 10 cards, whose headers have one format.',
    evidence: parameterPage,
  },
  (design: TemplateDesign, choices: Choices) => {
    for (const { place, of } of ofType(partsOf(design), 'CAROUSEL'))
      if (of.Cards === undefined) throw defect(choices, `${place} without Cards`, '1 to 10 cards')
    const formats = new Set(ofType(cardPartsOf(design), 'HEADER').map(({ of }) => of.Format))
    if (formats.size > 1)
      throw defect(
        choices,
        `cards with headers of format ${[...formats].join(', ')}`,
        'one format on all cards',
      )
  },
)

export const offerComesFirst = defineRule(
  {
    id: 'template.offer-comes-first',
    summary:
      'A limited-time offer has a text and no footer beside it; one without expiry begins its buttons with the coupon code, or else a URL.',
    evidence: documented('Template design, Help Center, editions of 2025'),
  },
  (design: TemplateDesign, choices: Choices) => {
    const [offer] = ofType(partsOf(design), 'LIMITED_TIME_OFFER')
    if (offer === undefined) return
    if (!offer.of.Text) throw defect(choices, `${offer.place} without Text`, 'a text')
    if (ofType(partsOf(design), 'FOOTER').length > 0)
      throw defect(choices, 'a FOOTER beside a LIMITED_TIME_OFFER', 'no FOOTER')
    const buttons = buttonsOf(design).map(({ of }) => of.Type)
    const leading = buttons.includes('COPY_CODE') ? 'COPY_CODE' : 'URL'
    if (!offer.of.HasExpiration && buttons[0] !== leading)
      throw defect(
        choices,
        `first button ${buttons[0] ?? 'absent'} of an offer without expiry`,
        `a ${leading} button first`,
      )
  },
)

/** Seconds a message may wait, by category. */
const ttlRanges: Readonly<Record<string, readonly [least: number, most: number]>> = {
  AUTHENTICATION: [30, 900],
  UTILITY: [30, 43_200],
}

export const ttlIsInRange = defineRule(
  {
    id: 'template.ttl-is-in-range',
    summary:
      'MessageSendTtlSeconds is 30 to 900 for AUTHENTICATION and 30 to 43200 for UTILITY, or 60 to 600 as in 2024.',
    evidence: documented('CreateChatappTemplate, SDK text of 2026 and API metadata of 2024, which disagree'),
  },
  ({ ttl, category }: TemplateDesign, { assumptions }: Choices) => {
    if (ttl === undefined) return
    const [least, most] =
      assumptions.messageSendTtl === '2024' ? [60, 600] : (ttlRanges[category] ?? [-Infinity, Infinity])
    if (ttl < least || ttl > most)
      throw new ApiError('Invalid{parameter}', {
        parameter: 'MessageSendTtlSeconds',
        given: ttl,
        expected: `${least} to ${most} seconds`,
      })
  },
)
