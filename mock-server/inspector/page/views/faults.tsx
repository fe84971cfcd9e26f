import { useState } from 'preact/hooks'
import { number } from '../format.ts'
import { Empty, Shown } from '../parts.tsx'
import { useAsked, useInspected } from '../store.ts'
import type { Fault } from '../types.ts'

interface KnownFault {
  readonly name: string
  readonly summary: string
  readonly at: readonly string[]
  readonly parameters: readonly string[]
  readonly needs?: string
}

/** What is to go wrong: armed here, counted here, cleared here. */
export function Faults() {
  const { world, counters, act } = useInspected()
  const armed = useAsked<{ faults: readonly Fault[] }>(
    'listFaults',
    { world },
    `${counters?.faults} ${counters?.exchanges}`,
  )
  const known = useAsked<{ faults: readonly KnownFault[] }>('listKnownFaults', {}, '')
  return (
    <div class="page">
      <h2>Armed</h2>
      <Shown asked={armed}>
        {({ faults }) =>
          faults.length === 0 ? (
            <Empty
              title="Nothing goes wrong"
              command={`npx chatapp-mock fault add throttling-storm --count 3 --url ${location.origin} --world ${world}`}
            >
              Arm a fault below, or from the command line.
            </Empty>
          ) : (
            <>
              <ul class="cards-list">
                {faults.map((fault) => (
                  <ArmedFault key={fault.id} fault={fault} />
                ))}
              </ul>
              <button type="button" onClick={() => void act('removeFaults', {})}>
                Clear all
              </button>
            </>
          )
        }
      </Shown>
      <h2>Arm a fault</h2>
      <Shown asked={known}>{({ faults }) => <Arm known={faults} />}</Shown>
    </div>
  )
}

function ArmedFault({
  fault: { id, fault, at, with: settings, when, seen, struck },
}: {
  readonly fault: Fault
}) {
  const { act } = useInspected()
  const more = Object.entries({ ...settings, ...when }).map(
    ([name, value]) => `${name} ${JSON.stringify(value)}`,
  )
  return (
    <li>
      <p class="line">
        <strong class="clip">{fault}</strong>
        <span class="soft">{at}</span>
        <button
          type="button"
          class="quiet"
          aria-label={`Clear ${fault}`}
          onClick={() => void act('removeFaults', { id })}
        >
          Clear
        </button>
      </p>
      <p class="soft">
        Struck {number(struck)} of {number(seen)} {more.length > 0 && `· ${more.join(' · ')}`}
      </p>
    </li>
  )
}

function Arm({ known }: { readonly known: readonly KnownFault[] }) {
  const { act } = useInspected()
  const [name, setName] = useState(known[0]?.name ?? '')
  const [operation, setOperation] = useState('')
  const [count, setCount] = useState('')
  const [probability, setProbability] = useState('')
  const [settings, setSettings] = useState('')
  const chosen = known.find((fault) => fault.name === name)
  const arm = (): void => {
    const when = {
      ...(operation === '' ? {} : { operation }),
      ...(count === '' ? {} : { count: Number(count) }),
      ...(probability === '' ? {} : { probability: Number(probability) }),
    }
    const given = readSettings(settings)
    void act('addFaults', {
      faults: [
        {
          fault: name,
          ...(Object.keys(given).length > 0 && { with: given }),
          ...(Object.keys(when).length > 0 && { when }),
        },
      ],
    })
  }
  return (
    <form
      class="arm"
      onSubmit={(event) => {
        event.preventDefault()
        arm()
      }}
    >
      <label>
        Fault
        <select
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setSettings('')
          }}
        >
          {known.map((fault) => (
            <option key={fault.name} value={fault.name}>
              {fault.name}
            </option>
          ))}
        </select>
      </label>
      {chosen !== undefined && chosen.parameters.length > 0 && (
        <label>
          Settings
          <input
            placeholder={chosen.parameters.map((parameter) => `${parameter}=…`).join(' ')}
            spellcheck={false}
            value={settings}
            onInput={(event) => setSettings(event.currentTarget.value)}
          />
        </label>
      )}
      <label>
        Operation
        <input
          placeholder="any"
          value={operation}
          onInput={(event) => setOperation(event.currentTarget.value.trim())}
        />
      </label>
      <label>
        Times
        <input
          type="number"
          min="1"
          placeholder="always"
          value={count}
          onInput={(event) => setCount(event.currentTarget.value)}
        />
      </label>
      <label>
        Probability
        <input
          type="number"
          min="0"
          max="1"
          step="any"
          placeholder="1"
          value={probability}
          onInput={(event) => setProbability(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Arm
      </button>
      {chosen !== undefined && (
        <p class="soft arm-summary">
          {chosen.summary} {chosen.needs !== undefined && `Needs ${chosen.needs}.`}
        </p>
      )}
    </form>
  )
}

/** Settings as on the command line: `time=500ms items=3`. A value that is JSON is read as JSON. */
function readSettings(text: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    text
      .split(/\s+/)
      .filter((pair) => pair !== '')
      .map((pair) => {
        const [name = '', ...value] = pair.split('=')
        return [name, readValue(value.join('='))]
      }),
  )
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
