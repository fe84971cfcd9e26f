import { useState } from 'preact/hooks'
import { clockTime } from '../format.ts'
import { Code, Shown } from '../parts.tsx'
import { useAsked, useInspected } from '../store.ts'

const forms = [
  ['curl', 'curl'],
  ['node', 'Node SDK'],
  ['python', 'Python SDK'],
  ['java', 'Java SDK'],
  ['go', 'Go SDK'],
  ['vitest', 'Test'],
  ['scenario', 'Scenario'],
  ['cassette', 'Cassette'],
] as const

/** The call in another form, to be copied. */
export function CopyAs({ requestId }: { readonly requestId: string }) {
  const [form, setForm] = useState<string | undefined>()
  return (
    <>
      <div class="filters" role="group" aria-label="Copy as">
        <span class="soft">Copy as</span>
        {forms.map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-pressed={form === name}
            onClick={() => setForm(form === name ? undefined : name)}
          >
            {label}
          </button>
        ))}
      </div>
      {form !== undefined && <Written key={form} requestId={requestId} form={form} />}
    </>
  )
}

function Written({ requestId, form }: { readonly requestId: string; readonly form: string }) {
  const { world } = useInspected()
  const asked = useAsked<{ text: string; until: number | null }>('writeAs', { world, requestId, form }, '')
  return (
    <Shown asked={asked}>
      {({ text, until }) => (
        <>
          {until !== null && (
            <p class="soft">Signed; good until {clockTime(until).slice(0, 8)} of this world.</p>
          )}
          <Code text={text} label={`The call as ${form}`} />
        </>
      )}
    </Shown>
  )
}
