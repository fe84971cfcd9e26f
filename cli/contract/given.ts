import { complaintAbout } from '../../mock-server/control/perform.ts'
import { worldRoutes } from '../../mock-server/control/routes/worlds.ts'
import { faultRule } from '../../mock-server/faults/rule.ts'
import { parseQuery, QueryError } from '../../mock-server/query/parse-query.ts'
import { namesIn } from '../../scenarios/fill.ts'
import type { Complaint } from '../../scenarios/complaint.ts'
import type { Scenario, StepOf } from '../../scenarios/scenario.ts'
import { worldOptions } from './targets.ts'

/** What is wrong with a scenario that only the emulator knows: the world it starts in, its queries, and its faults. */
export function emulatorComplaints({ given, story }: Scenario): Complaint[] {
  const steps = story.flatMap((step, index) => {
    if ('messages' in step) return queryComplaints(step.messages, ['story', index, 'messages'])
    return 'fault' in step ? faultComplaints(step, ['story', index]) : []
  })
  return [...worldComplaints(given), ...steps]
}

function faultComplaints(step: StepOf<'fault'>, path: readonly PropertyKey[]): Complaint[] {
  // Values that come from earlier answers are not known yet.
  if (step.fault === 'none' || namesIn(step).length > 0) return []
  return (faultRule.safeParse(step, { reportInput: true }).error?.issues ?? []).map((issue) => ({
    path: [...path, ...issue.path],
    message: issue.message,
  }))
}

function worldComplaints(given: Scenario['given']): Complaint[] {
  const route = worldRoutes.find(({ id }) => id === 'createWorld')
  if (route === undefined) throw new Error('There is no route createWorld any more')
  const { error } = route.input.safeParse(worldOptions(given), { reportInput: true })
  return (error?.issues ?? []).flatMap((issue) => {
    const [first, ...rest] = issue.path
    const path = ['given', ...(first === 'document' ? rest : issue.path)]
    const message = complaintAbout(issue, route)
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...path, key], message }))
      : [{ path, message }]
  })
}

/** Values that come from earlier answers are not known yet. */
function queryComplaints(query: string, path: readonly PropertyKey[]): Complaint[] {
  if (/(?:before|after):"?\{\{/.test(query)) return []
  try {
    parseQuery(query.replaceAll(/\{\{[^{}]*\}\}/g, '*'))
    return []
  } catch (error) {
    if (error instanceof QueryError) return [{ path, message: error.message }]
    throw error
  }
}
