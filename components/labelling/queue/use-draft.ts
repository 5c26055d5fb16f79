import { useEffect, useRef, useState } from 'react'
import { client } from '@/components/query'
import type { AssignmentView } from '@/lib/contracts/http/labelling'
import type { Answer } from '@/lib/domain/labelling'
import { canonicalJson } from '@/lib/domain/shared'
import { type ActiveTime, createActiveTime } from '../save/active-time'
import { createJournal, type JournalEntry } from '../save/journal'
import { createSaveOrchestrator, type SaveOrchestrator, type SaveState } from '../save/save-orchestrator'

export type Draft = {
  /** What to start from: the journal's where it is newer than the server's. */
  initial: Answer
  save: SaveState
  change: (answer: Answer) => void
  keepMine: (answer: Answer) => Promise<null>
  takeTheirs: () => Promise<Answer>
  /** Ends saving; the journal is cleared, because the answer lies in the outbox or is given up. */
  close: () => void
  activeMs: () => number
}

const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** The draft of one assignment between screen, journal and server. */
export function useDraft(assignment: AssignmentView): Draft {
  const [journal] = useState(() => createJournal(assignment.id, localStorage))
  const [restored] = useState<JournalEntry | null>(() => unsavedEntry(journal.read(), assignment))
  const [save, setSave] = useState<SaveState>({ status: 'saved' })
  const [active] = useState<ActiveTime>(() => createActiveTime(Date.now(), assignment.activeMs))
  const orchestrator = useRef<SaveOrchestrator | null>(null)

  useEffect(() => {
    const created = createSaveOrchestrator({
      held: assignment,
      api: client.labelling,
      journal,
      activeMs: () => active.totalMs(Date.now()),
      onState: setSave,
    })
    orchestrator.current = created
    if (restored && restored.revision !== assignment.draftRevision) created.hold()
    else if (restored) created.change(restored.answer)
    const online = () => created.retry()
    const sign = () => active.sign(Date.now())
    globalThis.addEventListener('online', online)
    for (const event of SIGNS) globalThis.addEventListener(event, sign, { passive: true })
    return () => {
      void created.stop()
      globalThis.removeEventListener('online', online)
      for (const event of SIGNS) globalThis.removeEventListener(event, sign)
    }
  }, [assignment, journal, restored, active])

  async function newest(): Promise<AssignmentView> {
    return client.labelling.getAssignment({ assignmentId: assignment.id })
  }

  return {
    initial: restored?.answer ?? assignment.draft,
    save,
    change: (answer) => orchestrator.current?.change(answer),
    async keepMine(answer) {
      orchestrator.current?.resume((await newest()).draftRevision, answer)
      return null
    },
    async takeTheirs() {
      const { draft, draftRevision } = await newest()
      orchestrator.current?.resume(draftRevision, draft)
      return draft
    },
    close() {
      void orchestrator.current?.stop()
      journal.clear()
    },
    activeMs: () => active.totalMs(Date.now()),
  }
}

/** What this computer has and the server has not. */
function unsavedEntry(entry: JournalEntry | null, { draft }: AssignmentView): JournalEntry | null {
  return entry && canonicalJson(entry.answer) !== canonicalJson(draft) ? entry : null
}
