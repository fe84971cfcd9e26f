import * as z from 'zod'
import { documented } from '../evidence/evidence.ts'
import { defineOperation } from '../operation.ts'
import {
  answered,
  answerFields,
  listedErrors,
  ownerParameters,
  spaceParameters,
} from './shared/space-parameters.ts'

/** Begins to count the messages of a space. */
export const enableWhatsappROIMetric = defineOperation({
  name: 'EnableWhatsappROIMetric',
  summary: 'Begins to count the messages of a space for the metrics of its templates and numbers.',
  methods: ['GET', 'POST'],
  schemes: ['http', 'https'],
  callsPerSecond: 5,
  errors: listedErrors,
  evidence: documented(
    'EnableWhatsappROIMetric, API metadata of 2024-07-30 and 2025-11-22, SDK definition of 2026-07-14',
  ),
  input: () => z.object({ ...spaceParameters(), ...ownerParameters() }),
  output: () => z.object(answerFields()),
  example: { input: { CustSpaceId: 'cams-demo0001' }, output: answered },
})
