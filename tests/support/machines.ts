import { personExportMachine } from '@/lib/domain/deletion'
import { comparisonMachine, evaluationMachine } from '@/lib/domain/evaluation'
import { releaseMachine } from '@/lib/domain/exports'
import { assignmentMachine, taskMachine } from '@/lib/domain/labelling'
import { importItemMachine, importMachine, videoMachine } from '@/lib/domain/media'
import { runMachine, runVideoMachine } from '@/lib/domain/proposals'
import { taxonomyMachine } from '@/lib/domain/taxonomy'
import type { MachineOf, MovingModel } from '@/lib/platform/transition'

/** Every table of states; a model with a state but without a table does not compile. */
export const MACHINES: { [Model in MovingModel]: MachineOf<Model> } = {
  TaxonomyVersion: taxonomyMachine,
  Import: importMachine,
  ImportItem: importItemMachine,
  Video: videoMachine,
  Run: runMachine,
  RunVideo: runVideoMachine,
  Task: taskMachine,
  Assignment: assignmentMachine,
  Release: releaseMachine,
  Evaluation: evaluationMachine,
  Comparison: comparisonMachine,
  PersonExport: personExportMachine,
}
