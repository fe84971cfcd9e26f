import type { Assumptions } from '../evidence/assumptions.ts'

/** What is said to one person. */
export interface Personal {
  readonly To: string
  readonly TemplateParams?: Readonly<Record<string, string>> | undefined
  readonly Payload?: readonly string[] | undefined
  readonly ProductAction?:
    | {
        readonly ThumbnailProductRetailerId?: string | undefined
        readonly Sections?: readonly { readonly ProductItems?: readonly unknown[] | undefined }[] | undefined
      }
    | undefined
  readonly FlowAction?: Readonly<Record<string, unknown>> | undefined
}

interface Send {
  /** Absent from the mass send, which sends templates only. */
  readonly Type?: 'template' | 'message' | undefined
  readonly ChannelType: string
  readonly From: string
  readonly CustSpaceId?: string | undefined
  readonly TemplateCode?: string | undefined
  readonly TemplateName?: string | undefined
  readonly Language?: string | undefined
  readonly TaskId?: string | undefined
  readonly FallBackId?: string | undefined
  readonly FallBackContent?: string | undefined
  readonly FallBackDuration?: number | undefined
  readonly FallBackRule?: 'undelivered' | 'sentFailed' | undefined
  readonly Ttl?: number | undefined
  readonly Label?: string | undefined
  readonly Tag?: string | undefined
}

/** The input of either operation that sends: to a list of persons, or to one. */
export type SendInput = Send & ({ readonly SenderList: readonly Personal[] } | Personal)

/** Whether the message is free-form instead of a template. */
export const isFreeForm = ({ Type }: Pick<SendInput, 'Type'>): boolean => Type === 'message'

/** With FallBackRule `sentFailed` a template that fails validation leads to the fallback, where there is one, instead of a refusal. Source: FallBackRule, documented. */
export const fallsBackInstead = (
  {
    FallBackRule,
    FallBackId,
    FallBackContent,
  }: Pick<SendInput, 'FallBackRule' | 'FallBackId' | 'FallBackContent'>,
  { sentFailedAlone }: Assumptions,
): boolean =>
  FallBackRule === 'sentFailed' && (Boolean(FallBackId || FallBackContent) || sentFailedAlone === 'accepted')

/** The channel in lower case. */
export const channelOf = ({ ChannelType }: Pick<SendInput, 'ChannelType'>): string =>
  ChannelType.toLowerCase()

/** Whether senders and recipients on the channel are phone numbers. */
export const usesPhoneNumbers = (channel: string): boolean => channel === 'whatsapp' || channel === 'viber'

/** The persons a call sends to, in its order. */
export const personsOf = (input: SendInput): readonly Personal[] =>
  'SenderList' in input ? input.SenderList : [input]

/** A field of one person, as the caller knows it: `SenderList[3].To`, or `To`. */
export const placeOf = (input: SendInput, index: number, field: string): string =>
  'SenderList' in input ? `SenderList[${index}].${field}` : field

/** The parameter such a field travels in. */
export const parameterOf = (input: SendInput, field: string): string =>
  'SenderList' in input ? 'SenderList' : field
