import type { Db, Project } from '@/lib/platform/db'
import { createClips, createProject, createTaxonomyVersion } from '@/prisma/factories'

/** A project with so many open tasks of one place pair each, with random priorities; inserted by the database itself. */
export async function createManyTasks(
  db: Db,
  { tasks, overlap }: { tasks: number; overlap: number },
): Promise<Project> {
  const project = await createProject(db)
  await createTaxonomyVersion(db, { projectId: project.id })
  const [a, b] = await createClips(db, project.id)
  await db.$executeRaw`
    INSERT INTO "Pair" (id, "projectId", "promptId", kind, "videoAId", "videoBId", "timestampUs")
    SELECT gen_random_uuid(), ${project.id}::uuid, ${a.promptId}::uuid, 'frame', ${a.id}::uuid, ${b.id}::uuid, number
    FROM generate_series(1, ${tasks}::int) AS number`
  await db.$executeRaw`
    INSERT INTO "Task" (id, "projectId", "pairId", overlap, priority, draw, holdout)
    SELECT gen_random_uuid(), ${project.id}::uuid, id, ${overlap}::int, round(random()::numeric, 3), random(), random() < 0.1
    FROM "Pair" WHERE "projectId" = ${project.id}::uuid`
  await db.$executeRaw`ANALYZE "Task"`
  return project
}
