import type { Command } from 'commander'
import { AnswerScope, EvaluationTruth, type EvaluationView } from '@/lib/contracts/http/evaluation'
import type { Figure } from '@/lib/domain/evaluation'
import type { Context } from '@/lib/platform/context'
import { createEvaluation, getEvaluation, runEvaluation } from '@/lib/services/evaluation'
import { existingModel, existingProject } from '../existing'
import { oneOf, printJson } from '../terminal'
import { withInstance, withSystemContext } from '../with-instance'

type Options = { project: string; model: string; truth: EvaluationTruth; answers: AnswerScope; json?: boolean }

function inWords(name: string, { value, ci95, n }: Figure): string {
  if (value === null) return `${name}: not defined`
  const interval = ci95 ? ` (${ci95.map((end) => end.toFixed(3)).join(' – ')})` : ''
  return `${name}: ${value.toFixed(3)}${interval}, n = ${n}`
}

function report({ figures }: EvaluationView): string[] {
  if (!figures) return []
  const { preference, recognition } = figures
  return [
    inWords('Preference accuracy with ties', preference.withTies),
    inWords('Preference accuracy without ties', preference.withoutTies),
    inWords('Distorted frames, F1', recognition.distorted.f1),
    inWords('Normal frames, F1', recognition.normal.f1),
    ...recognition.labels.map(({ labelKey, f1 }) => inWords(`${labelKey}, F1`, f1)),
    inWords('Boxes, mean IoU', recognition.boxes.meanIou),
    inWords('Boxes found at IoU 0.3', recognition.boxes.hit30),
    inWords('Boxes found at IoU 0.5', recognition.boxes.hit50),
    inWords('Calibration error', recognition.calibration.error),
  ]
}

async function evaluateModel(ctx: Context, options: Options): Promise<void> {
  const projectId = await existingProject(ctx, options.project)
  const modelVersionId = await existingModel(ctx, projectId, options.model)
  const { truth, answers: scope } = options
  const { id: evaluationId } = await createEvaluation({ ctx, input: { projectId, modelVersionId, truth, scope } })
  // The queued job finds it done; whichever is first computes it.
  await runEvaluation({ ctx, input: { evaluationId } })
  const evaluation = await getEvaluation({ ctx, input: { projectId, evaluationId } })
  for (const line of report(evaluation)) console.error(line)
  if (options.json) printJson(evaluation)
}

/** Evaluates a model version of a project as its page does. */
export function register(program: Command): void {
  program
    .command('evaluate')
    .description('evaluate a model version against people or against the known truth of the demo')
    .requiredOption('--project <slug>', 'the project')
    .requiredOption('--model <name@version>', 'a registered model version that has finished a run')
    .option('--truth <truth>', 'people or planted', oneOf(EvaluationTruth.options), 'people' as const)
    .option(
      '--answers <scope>',
      'all, hidden (given without proposals) or holdout (of held-out tasks)',
      oneOf(AnswerScope.options),
      'all' as const,
    )
    .option('--json', 'print the evaluation on stdout')
    .action((options: Options) =>
      withInstance((instance) => withSystemContext(instance, (ctx) => evaluateModel(ctx, options)), {
        command: 'evaluate',
      }),
    )
}
