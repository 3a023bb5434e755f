// Called by Maven: installs what package-lock.json names and builds the pages; does nothing when no input changed.
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = join(dirname(fileURLToPath(import.meta.url)), '..')
const out = process.env.TWINLOOP_WEB_OUT ?? join(home, '../../../target/web')
const contract = join(home, '../../../../mobile-api-spec/openapi.yaml')
const stamp = join(out, '.inputs')
const lockStamp = join(home, 'node_modules/.twinloop-lock')

function files(path) {
  return statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((name) => files(join(path, name)))
    : [path]
}

function digest(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    hash.update(relative(home, path)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}

function run(command, ...args) {
  const done = spawnSync(command, args, { cwd: home, stdio: 'inherit', shell: process.platform === 'win32' })
  if (done.status !== 0) {
    console.error(`web pages: "${[command, ...args].join(' ')}" failed`)
    process.exit(done.status ?? 1)
  }
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`web pages need Node 20.19 or newer, this is ${process.versions.node}`)
  process.exit(1)
}

const lock = digest([join(home, 'package-lock.json'), join(home, 'package.json')])
const inputs = digest(
  [
    'src',
    'public',
    'scripts',
    'phone.html',
    'console.html',
    'driver.html',
    'vite.config.ts',
    'tsconfig.json',
    'package.json',
    'package-lock.json'
  ]
    .map((name) => join(home, name))
    .flatMap(files)
    .filter((path) => !path.includes(join('api', 'generated')))
    .concat(contract)
)
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) {
  console.log('web pages: unchanged')
  process.exit(0)
}
if (!existsSync(lockStamp) || readFileSync(lockStamp, 'utf8') !== lock) {
  run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error')
  writeFileSync(lockStamp, lock)
}
run('npm', 'run', '--silent', 'generate')
run('npm', 'run', '--silent', 'check')
run('npm', 'run', '--silent', 'bundle')
mkdirSync(out, { recursive: true })
writeFileSync(stamp, inputs)
