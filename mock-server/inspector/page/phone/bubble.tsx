import type { Preview } from '../types.ts'
import { RichText } from './rich-text.tsx'

/** Buttons a phone shows before it hides the rest behind one. Assumed: seen on WhatsApp for Android. */
const shownButtons = 3

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host || url : url)

function Header({ header }: { readonly header: NonNullable<Preview['header']> }) {
  if (header.kind === 'text')
    return (
      <p class="bubble-title">
        <RichText text={header.text ?? ''} />
      </p>
    )
  // A file is never loaded: the page asks its own server only.
  return (
    <p class="bubble-media">
      <span class="media-kind">{header.kind}</span>
      {header.text !== undefined && <span class="media-name">{header.text}</span>}
      {header.url !== undefined && <span class="media-host">{hostOf(header.url)}</span>}
    </p>
  )
}

/** What a person sees of a message. Nothing of it is markup: texts stay texts, files stay names. */
export function Bubble({
  preview,
  onPress,
}: {
  readonly preview: Preview
  readonly onPress?: ((text: string) => void) | undefined
}) {
  const { header, body, offer, footer, buttons, cards } = preview
  const hidden = buttons.length > shownButtons ? buttons.length - (shownButtons - 1) : 0
  return (
    <div class="bubble">
      {header !== undefined && <Header header={header} />}
      {offer !== undefined && <p class="bubble-offer">{offer}</p>}
      {body !== '' && (
        <p class="bubble-body" dir="auto">
          <RichText text={body} />
        </p>
      )}
      {footer !== undefined && (
        <p class="bubble-footer" dir="auto">
          {footer}
        </p>
      )}
      {cards.length > 0 && (
        <div class="cards" role="group" aria-label="Cards" tabIndex={0}>
          {cards.map((card, index) => (
            <div key={index} class="card">
              {card.header !== undefined && <Header header={card.header} />}
              <p dir="auto">
                <RichText text={card.body} />
              </p>
              <Buttons buttons={card.buttons} onPress={undefined} />
            </div>
          ))}
        </div>
      )}
      <Buttons buttons={buttons} onPress={onPress} />
      {hidden > 0 && (
        <p class="bubble-note">A phone shows {shownButtons - 1} of these and “See all options” (assumed).</p>
      )}
    </div>
  )
}

const pressable = new Set(['QUICK_REPLY', 'URL', 'PHONE_NUMBER'])

function Buttons({
  buttons,
  onPress,
}: {
  readonly buttons: Preview['buttons']
  readonly onPress: ((text: string) => void) | undefined
}) {
  if (buttons.length === 0) return null
  return (
    <ul class="bubble-buttons">
      {buttons.map(({ kind, text, target }, index) => (
        <li key={index}>
          <button
            type="button"
            title={target ?? kind}
            disabled={onPress === undefined || !pressable.has(kind)}
            onClick={() => onPress?.(text)}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  )
}
