import { ApiError } from '../errors/api-error.ts'
import { chosenBy, type Assumptions } from '../evidence/assumptions.ts'
import type { Button, Component } from './components.ts'

/** What the rules of templates judge: the parts, and what they are meant for. */
export interface TemplateDesign {
  readonly type: string
  readonly category: string
  readonly components: readonly Component[]
  /** MessageSendTtlSeconds. */
  readonly ttl: number | undefined
}

/** What a rule about a request alone may know beside it. */
export type Choices = { readonly assumptions: Assumptions }

/** A thing with the place where it stands, as people write it: `Components[1].Buttons[0]`. */
export interface Placed<T> {
  readonly place: string
  readonly of: T
}

const placed = <T>(items: readonly T[] | undefined, list: string): Placed<T>[] =>
  (items ?? []).map((of, index) => ({ place: `${list}[${index}]`, of }))

/** The components of the template itself. */
export const partsOf = ({ components }: Pick<TemplateDesign, 'components'>): Placed<Component>[] =>
  placed(components, 'Components')

/** The components of all cards of carousels. */
export const cardPartsOf = (design: Pick<TemplateDesign, 'components'>): Placed<Component>[] =>
  partsOf(design).flatMap(({ place, of }) =>
    placed(of.Cards, `${place}.Cards`).flatMap((card) =>
      placed(card.of.CardComponents as Component[], `${card.place}.CardComponents`),
    ),
  )

/** The components of the template and of its cards. */
export const allPartsOf = (design: Pick<TemplateDesign, 'components'>): Placed<Component>[] => [
  ...partsOf(design),
  ...cardPartsOf(design),
]

/** The buttons of the template itself. */
export const buttonsOf = (design: Pick<TemplateDesign, 'components'>): Placed<Button>[] =>
  buttonsIn(partsOf(design))

/** The buttons of the template and of its cards. */
export const allButtonsOf = (design: Pick<TemplateDesign, 'components'>): Placed<Button>[] =>
  buttonsIn(allPartsOf(design))

const buttonsIn = (parts: readonly Placed<Component>[]): Placed<Button>[] =>
  parts.flatMap(({ place, of }) => placed(of.Buttons, `${place}.Buttons`))

/** The components of a type. */
export const ofType = (parts: readonly Placed<Component>[], type: string): Placed<Component>[] =>
  parts.filter(({ of }) => of.Type === type)

/** Names of the `$(name)` variables in a text, in order, repetitions included. */
export const variablesIn = (text = ''): string[] =>
  [...text.matchAll(/\$\(([^)]+)\)/g)].map(([, name]) => name as string)

/** The refusal of a template for which no code of its own is documented. */
export const defect = (
  { assumptions }: Choices,
  given: string,
  expected: string,
  parameter = 'Components',
): ApiError =>
  new ApiError(assumptions.templateDefect, {
    parameter,
    given,
    expected,
    evidence: chosenBy('templateDefect', assumptions.templateDefect),
  })
