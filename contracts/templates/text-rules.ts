import { ApiError } from '../errors/api-error.ts'
import type { ErrorCode } from '../errors/index.ts'
import { assumed, documented, observed } from '../evidence/evidence.ts'
import { defineRule } from '../evidence/rule.ts'
import { isWebAddress } from '../web-address.ts'
import {
  allButtonsOf,
  allPartsOf,
  cardPartsOf,
  defect,
  ofType,
  partsOf,
  variablesIn,
  type Choices,
  type TemplateDesign,
} from './design.ts'

const codePage = documented('Chat App error codes (chatapp/developer-reference/api-error-codes)')
const designPage = documented('Template design, Help Center, editions of 2025')

const refusal = (code: ErrorCode, given: string, expected: string): ApiError =>
  new ApiError(code, { parameter: 'Components', given, expected })

export const textsNameTheirVariables = defineRule(
  {
    id: 'template.texts-name-their-variables',
    summary: 'Variables are written $(name); the positions of Meta, {{1}}, are refused.',
    evidence: codePage,
  },
  (design: TemplateDesign) => {
    for (const { place, of } of [...allPartsOf(design), ...allButtonsOf(design)]) {
      const position = /\{\{\s*\d+\s*\}\}/.exec(of.Text ?? '')?.[0]
      if (position !== undefined)
        throw refusal(
          'InvalidParameter.MessageInvalid',
          `${place}.Text with ${position}`,
          'variables such as $(name)',
        )
    }
  },
)

/** Formats of the header of a template, by its type. A location is shown in details, but no text says how to create one. */
const headerFormats: Readonly<Record<string, readonly string[]>> = {
  WHATSAPP: ['TEXT', 'IMAGE', 'DOCUMENT', 'VIDEO'],
  VIBER: ['IMAGE', 'DOCUMENT', 'VIDEO'],
}
const cardFormats: readonly string[] = ['IMAGE', 'VIDEO']

export const headerFormatIsSupported = defineRule(
  {
    id: 'template.header-format-is-supported',
    summary: 'A header is TEXT (not on Viber), IMAGE, DOCUMENT or VIDEO; on a card IMAGE or VIDEO.',
    evidence: codePage,
  },
  (design: TemplateDesign) => {
    const formats = headerFormats[design.type] ?? []
    for (const [parts, allowed] of [
      [partsOf(design), formats],
      [cardPartsOf(design), cardFormats],
    ] as const) {
      for (const { place, of } of ofType(parts, 'HEADER')) {
        if (!allowed.includes(of.Format ?? ''))
          throw refusal(
            'InvalidParameter.HeaderTypeNotSupport',
            `${place}.Format ${of.Format ?? 'absent'}`,
            `one of ${allowed.join(', ')}`,
          )
      }
    }
  },
)

export const headerHasOneVariable = defineRule(
  {
    id: 'template.header-has-one-variable',
    summary: 'The text of a header has at most one variable.',
    evidence: codePage,
  },
  (design: TemplateDesign) => {
    for (const { place, of } of ofType(allPartsOf(design), 'HEADER')) {
      if (variablesIn(of.Text).length > 1)
        throw refusal(
          'InvalidParameter.HeaderMoreVarable',
          `${place}.Text with ${variablesIn(of.Text).join(', ')}`,
          'at most one variable',
        )
    }
  },
)

export const footerHasNoVariable = defineRule(
  { id: 'template.footer-has-no-variable', summary: 'A footer has no variables.', evidence: codePage },
  (design: TemplateDesign) => {
    for (const { place, of } of ofType(partsOf(design), 'FOOTER')) {
      if (variablesIn(of.Text).length > 0)
        throw refusal(
          'InvalidParameter.FooterHaveVariable',
          `${place}.Text with ${variablesIn(of.Text).join(', ')}`,
          'no variables',
        )
    }
  },
)

export const mediaHaveAddresses = defineRule(
  {
    id: 'template.media-have-addresses',
    summary:
      'The Url of a media header is an http(s) address, or holds a variable. It is not downloaded here.',
    evidence: observed(
      'InvalidParameter.FileUrlError in the error map of a public Laravel client; the service tries the download',
    ),
  },
  (design: TemplateDesign) => {
    for (const { place, of } of ofType(allPartsOf(design), 'HEADER')) {
      if (of.Format === 'TEXT' || of.Url === undefined || variablesIn(of.Url).length > 0) continue
      if (!isWebAddress(of.Url))
        throw refusal(
          'InvalidParameter.FileUrlError',
          `${place}.Url ${of.Url}`,
          'an address that begins with http:// or https://',
        )
    }
  },
)

/** Types of components, by type of template, and how often each may occur. */
const partTypes: Readonly<Record<string, readonly string[]>> = {
  WHATSAPP: ['BODY', 'HEADER', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER'],
  VIBER: ['BODY', 'HEADER', 'BUTTONS'],
}
const cardTypes: readonly string[] = ['BODY', 'HEADER', 'BUTTONS']

export const partsAreKnown = defineRule(
  {
    id: 'template.parts-are-known',
    summary:
      'There is at least one component; each type occurs once and is one of the type of template; Viber has no FOOTER, CAROUSEL and LIMITED_TIME_OFFER.',
    evidence: designPage,
  },
  (design: TemplateDesign, choices: Choices) => {
    const known = partTypes[design.type] ?? []
    const seen = new Set<string>()
    if (design.components.length === 0) throw defect(choices, 'no components', 'at least one component')
    for (const { place, of } of partsOf(design)) {
      if (!known.includes(of.Type))
        throw defect(choices, `${place}.Type ${of.Type}`, `one of ${known.join(', ')}`)
      if (seen.has(of.Type)) throw defect(choices, `a second ${of.Type} at ${place}`, `one ${of.Type}`)
      seen.add(of.Type)
    }
    for (const { place, of } of cardPartsOf(design))
      if (!cardTypes.includes(of.Type))
        throw defect(choices, `${place}.Type ${of.Type}`, `one of ${cardTypes.join(', ')}`)
  },
)

export const bodyIsThere = defineRule(
  {
    id: 'template.body-is-there',
    summary: 'A WhatsApp template has a BODY; a Viber one a BODY or media.',
    evidence: assumed('every sample has one; the categories image, video and document of Viber have no text'),
  },
  (design: TemplateDesign, choices: Choices) => {
    const [body] = ofType(partsOf(design), 'BODY')
    if (body === undefined && (design.type === 'WHATSAPP' || ofType(partsOf(design), 'HEADER').length === 0))
      throw defect(choices, 'no BODY', 'a BODY')
    if (body !== undefined && design.category !== 'AUTHENTICATION' && !body.of.Text)
      throw defect(choices, `${body.place} without Text`, 'a text')
  },
)

/** Most characters of a text, by type of component. */
const limits: Readonly<Record<string, number>> = { HEADER: 60, BODY: 1024, FOOTER: 60 }

export const textsAreShort = defineRule(
  {
    id: 'template.texts-are-short',
    summary: 'A header has at most 60 characters, a body 1,024, a footer 60.',
    evidence: designPage,
  },
  (design: TemplateDesign, choices: Choices) => {
    for (const { place, of } of allPartsOf(design)) {
      const limit = limits[of.Type]
      const length = [...(of.Text ?? '')].length
      if (limit !== undefined && length > limit)
        throw defect(choices, `${place}.Text of ${length} characters`, `at most ${limit} characters`)
    }
  },
)

export const headerHasContent = defineRule(
  {
    id: 'template.header-has-content',
    summary: 'A TEXT header has a text; a media header an address.',
    evidence: assumed('the page describes Text and Url per format without saying what happens without them'),
  },
  (design: TemplateDesign, choices: Choices) => {
    for (const { place, of } of ofType(allPartsOf(design), 'HEADER')) {
      const content = of.Format === 'TEXT' ? 'Text' : 'Url'
      if (!of[content])
        throw defect(choices, `${place} of format ${of.Format} without ${content}`, `a ${content}`)
    }
  },
)
