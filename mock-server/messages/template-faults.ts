import { lengthsCheck } from './content-limits.ts'
import type { Recipient } from '../world/batches.ts'
import type { Template } from '../world/directory.ts'
import { variablesOf } from './template-variables.ts'
import type { TemplateFault } from './template-fault.ts'
import { buttonsOf } from './render-message.ts'

type Check = (recipient: Recipient) => TemplateFault | undefined

const fits: Check = () => undefined
/** What a value may not contain: a new line, a tab, or five blanks in a row. */
const brokenText = /[\n\t]| {5}/

/**
 * Checks TemplateParams against the variables of a template: complete, none too many, none empty or broken over lines, none that
 * make a text too long.
 * The generated text of a one-time code takes exactly one, of any name. A template whose components are not known takes everything.
 */
export function paramsCheck(template: Template | undefined): Check {
  if (template === undefined || template.components.length === 0) return fits
  const variables = variablesOf(template)
  const takesCode = template.category === 'AUTHENTICATION' && variables.length === 0
  const tooLong = lengthsCheck(template)
  return (recipient) => {
    const { TemplateParams = {} } = recipient
    const names = Object.keys(TemplateParams)
    const missing = takesCode
      ? names.length === 0
        ? 'code'
        : undefined
      : firstMissing(variables, TemplateParams)
    const surplus = takesCode
      ? names[1]
      : names.length === variables.length && missing === undefined
        ? undefined
        : names.find((name) => !variables.includes(name))
    if (missing !== undefined || surplus !== undefined) {
      return {
        code: '132000',
        given: `TemplateParams ${missing === undefined ? `has ${surplus}` : `lacks ${missing}`}`,
        expected: takesCode ? 'exactly one, the code' : `exactly ${variables.join(', ') || 'no variables'}`,
        reason:
          missing === undefined
            ? `the template has no variable \`${surplus}\``
            : `\`${missing}\` has no value`,
      }
    }
    const broken = firstBroken(names, TemplateParams)
    return broken === undefined
      ? tooLong(recipient)
      : {
          code: '132012',
          given: `TemplateParams.${broken} is ${JSON.stringify(TemplateParams[broken])}`,
          expected: 'a value that is not empty, on one line',
        }
  }
}

// Looked through with plain loops: a batch has a thousand recipients.

function firstMissing(
  variables: readonly string[],
  values: Readonly<Record<string, string>>,
): string | undefined {
  for (const name of variables) if (!Object.hasOwn(values, name)) return name
  return undefined
}

function firstBroken(names: readonly string[], values: Readonly<Record<string, string>>): string | undefined {
  for (const name of names) if (values[name] === '' || brokenText.test(values[name] as string)) return name
  return undefined
}

/** Checks Payload, ProductAction and FlowAction against the buttons of a template. */
export function actionsCheck(template: Template | undefined): Check {
  if (template === undefined || template.components.length === 0) return fits
  let check = knownActionsChecks.get(template)
  if (check === undefined) knownActionsChecks.set(template, (check = newActionsCheck(template)))
  return check
}

/** Templates are values that never change: what was made for one stays right. */
const knownActionsChecks = new WeakMap<Template, Check>()

function newActionsCheck(template: Template): Check {
  const buttons = buttonsOf(template)
  const count = (type: string): number => buttons.filter(({ Type }) => Type === type).length
  const [replies, flows, catalogs, mpms] = ['QUICK_REPLY', 'FLOW', 'CATALOG', 'MPM'].map(count) as [
    number,
    number,
    number,
    number,
  ]
  const hasCards = template.components.some(({ Type }) => Type === 'CAROUSEL')
  return ({ Payload = [], ProductAction, FlowAction }) => {
    if (mpms > 0 && (ProductAction?.Sections ?? []).length === 0)
      return {
        code: '131008',
        given: 'no ProductAction.Sections',
        expected: 'Sections, which the MPM button shows',
      }
    if (Payload.length > replies && !hasCards)
      return {
        code: '131009',
        given: `Payload with ${Payload.length} entries`,
        expected: `at most one for each of ${replies} QUICK_REPLY buttons`,
      }
    if (ProductAction !== undefined && mpms + catalogs === 0)
      return {
        code: '131009',
        given: 'ProductAction',
        expected: 'none: the template has no CATALOG or MPM button',
      }
    if (FlowAction !== undefined && flows === 0)
      return { code: '131009', given: 'FlowAction', expected: 'none: the template has no FLOW button' }
    return undefined
  }
}
