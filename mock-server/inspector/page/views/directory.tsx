import { useState } from 'preact/hooks'
import { CopyButton, Shown } from '../parts.tsx'
import { Bubble } from '../phone/bubble.tsx'
import { useAsked, useInspected } from '../store.ts'
import type { Preview } from '../types.ts'

interface Key {
  readonly id: string
  readonly secret?: string
  readonly active?: boolean
}
interface Template {
  readonly code: string
  readonly name: string
  readonly language: string
  readonly category?: string
  readonly auditStatus?: string
  readonly type?: string
  readonly components?: readonly Component[]
}
type Component = Readonly<Record<string, unknown>> & { readonly Type: string }
interface Space {
  readonly id: string
  readonly numbers?: readonly string[]
  readonly viber?: readonly string[]
  readonly messenger?: readonly string[]
  readonly instagram?: readonly string[]
  readonly telegram?: readonly string[]
  readonly templates?: readonly Template[]
}
interface Account {
  readonly uid: string
  readonly keys?: readonly Key[]
  readonly users?: readonly { readonly name: string; readonly keys?: readonly Key[] }[]
  readonly spaces?: readonly Space[]
}

const channels = ['numbers', 'viber', 'messenger', 'instagram', 'telegram'] as const

/** Who may call, from which numbers, with which templates. */
export function Directory() {
  const { world, counters } = useInspected()
  const asked = useAsked<{ accounts: readonly Account[] }>('exportWorld', { world }, counters?.exchanges)
  return (
    <div class="page">
      <Shown asked={asked}>
        {({ accounts }) => (
          <>
            {accounts.map((account) => (
              <section key={account.uid} class="account" aria-label={`Account ${account.uid}`}>
                <h2>Account {account.uid}</h2>
                <Keys account={account} />
                {account.spaces?.map((space) => (
                  <SpaceView key={space.id} space={space} />
                ))}
              </section>
            ))}
          </>
        )}
      </Shown>
    </div>
  )
}

function Keys({ account }: { readonly account: Account }) {
  const keys = [
    ...(account.keys ?? []).map((key) => ({ key, user: '' })),
    ...(account.users ?? []).flatMap(({ name, keys: own = [] }) => own.map((key) => ({ key, user: name }))),
  ]
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label={`Keys of account ${account.uid}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">AccessKeyId</th>
            <th scope="col">Secret</th>
            <th scope="col">User</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(({ key, user }) => (
            <tr key={key.id}>
              <th scope="row">
                {key.id} {key.active === false && <span class="tag bad">inactive</span>}
              </th>
              <td>
                {key.secret} <CopyButton text={key.secret ?? ''} label="Copy secret" />
              </td>
              <td>{user || 'account'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function SpaceView({ space }: { readonly space: Space }) {
  const [opened, setOpened] = useState<string | undefined>()
  return (
    <>
      <h3>Space {space.id}</h3>
      <dl class="facts">
        {channels.map((channel) => {
          const senders = space[channel] ?? []
          return senders.length === 0 ? null : (
            <div key={channel} class="fact">
              <dt>{channel === 'numbers' ? 'WhatsApp' : channel}</dt>
              <dd>{senders.join(', ')}</dd>
            </div>
          )
        })}
      </dl>
      <ul class="templates">
        {(space.templates ?? []).map((template) => {
          const key = `${template.code} ${template.language}`
          return (
            <li key={key}>
              <button
                type="button"
                aria-expanded={opened === key}
                onClick={() => setOpened(opened === key ? undefined : key)}
              >
                <strong>{template.name}</strong> <span class="soft">{key}</span>{' '}
                {template.auditStatus !== undefined && template.auditStatus !== 'pass' && (
                  <span class="tag bad">{template.auditStatus}</span>
                )}
                {template.category !== undefined && (
                  <span class="tag">{template.category.toLowerCase()}</span>
                )}
              </button>
              {opened === key && (
                <div class={`phone-talk phone-${template.type === 'VIBER' ? 'viber' : 'whatsapp'}`}>
                  <div class="said said-sent">
                    <Bubble preview={previewOf(template.components ?? [])} />
                  </div>
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </>
  )
}

/** A template as it is written, its variables unfilled. */
function previewOf(components: readonly Component[]): Preview {
  const of = (type: string): Component | undefined => components.find(({ Type }) => Type === type)
  const textOf = (component: Component | undefined): string | undefined =>
    component?.['Text'] === undefined ? undefined : marked(String(component['Text']))
  const header = of('HEADER')
  const code = components.some(
    ({ Type, AddSecretRecommendation }) => Type === 'BODY' && AddSecretRecommendation === true,
  )
  return {
    header: header && {
      kind: String(header['Format'] ?? 'TEXT').toLowerCase(),
      text: textOf(header),
      url: header['Url'] === undefined ? undefined : String(header['Url']),
    },
    body:
      textOf(of('BODY')) ??
      (code ? '⟪code⟫ is your verification code. For your security, do not share this code.' : ''),
    offer: textOf(of('LIMITED_TIME_OFFER')),
    footer: textOf(of('FOOTER')),
    buttons: ((of('BUTTONS')?.['Buttons'] ?? []) as readonly Component[]).map(
      ({ Type, Text, Url, PhoneNumber }) => ({
        kind: Type,
        text: String(Text ?? Type),
        target: Url === undefined && PhoneNumber === undefined ? undefined : String(Url ?? PhoneNumber),
      }),
    ),
    cards: [],
  }
}

const marked = (text: string): string => text.replaceAll(/\$\(([^)]+)\)/g, '⟪$1⟫')
