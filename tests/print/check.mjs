// The bytes of kiosk-print, judged by others: npos decodes them, zbarimg reads the codes, and
// receiptio asks our simulated printer how it is. Usage: check.mjs BUILD-DIR CONTENT-DIR [N/OF]
// N/OF (0/2, 1/2): every OF-th language from the N-th on, so that each processor has a share.
import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inflateSync } from 'node:zlib';
import { npos } from './npos.mjs';

const require = createRequire(import.meta.url);

const [build, content] = process.argv.slice(2);
const [share, shares] = (process.argv[4] || '0/1').split('/').map(Number);
const out = join(build, 'tests', `print-${share}`);
const models = { 'generic-58mm': 384, 'TM-T88VI': 512, 'generic-80mm': 576 };
// A list short enough to be printed in full, and one that is printed in its short form.
const answers = 'permit=asylum,age=20-65,children=none,address=yes,done=personnummer+id-kort+bank+af+fk';
const longAnswers = 'permit=protection,age=20-65,children=0-5+6-15,address=yes,housing=own,done=none';

let passed = 0;
let failed = 0;

async function test(name, body) {
	try {
		await body();
		passed++;
	} catch (error) {
		failed++;
		console.log(`FAILED ${name}: ${error.message}`);
	}
}

function assert(condition, message) {
	if (!condition)
		throw new Error(message);
}

function run(program, args) {
	return spawnSync(program, args, { encoding: 'buffer', maxBuffer: 1 << 26 });
}

const kioskPrint = (...args) => run(join(build, 'kiosk-print'), args);

/** The codes of the languages that are offered: `order` above 0. */
function languages() {
	const folder = join(content, 'languages');
	return readdirSync(folder)
		.map((name) => readFileSync(join(folder, name), 'utf8'))
		.filter((ini) => Number(/^order\s*=\s*(\d+)/m.exec(ini)?.[1]) > 0)
		.map((ini) => /^code\s*=\s*(\S+)/m.exec(ini)[1]);
}

/** Rows of a 1-bit grey PNG as bytes, most significant bit left, 1 = black. */
function rowsOf(path) {
	const file = readFileSync(path);
	const data = [];
	for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
		if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
			data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
	const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
	assert(file[24] === 1 && file[25] === 0 && file[28] === 0, `${path} is not 1-bit grey`);
	const stride = Math.ceil(width / 8);
	const lines = inflateSync(Buffer.concat(data));
	const bits = Buffer.alloc(stride * height);
	const before = (i, back) => (i - back >= 0 ? bits[i - back] : 0);
	for (let y = 0; y < height; y++) {
		const filter = lines[y * (stride + 1)];
		for (let x = 0; x < stride; x++) {
			const i = y * stride + x;
			const left = x ? bits[i - 1] : 0;
			const up = before(i, stride);
			const corner = x ? before(i, stride + 1) : 0;
			const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
			bits[i] = lines[y * (stride + 1) + 1 + x] + guess;
		}
	}
	for (let y = 0; y < height; y++)
		for (let x = 0; x < stride; x++)
			bits[y * stride + x] ^= x === stride - 1 ? 0xff << (stride * 8 - width) : 0xff;
	return { width, height, stride, bits };
}

function paeth(left, up, corner) {
	const [a, b, c] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs);
	return a <= b && a <= c ? left : b <= c ? up : corner;
}

const isRealtime = (a, b) => a === 0x10 && (b === 0x04 || b === 0x05 || b === 0x14);

function popcount(n) {
	let count = 0;
	for (; n; n &= n - 1)
		count++;
	return count;
}

/** Decodes by npos: one picture of all raster commands. */
async function decode(bytes) {
	const ast = await npos.parser().parse(bytes);
	const rasters = ast.entries.filter((entry) => entry.type === 'raster');
	assert(rasters.length === 1, `${rasters.length} pictures instead of one`);
	return rasters[0];
}

/** One byte a dot, 0 = black. */
function pixelsOf(image) {
	const pixels = Buffer.alloc(image.width * image.height);
	for (let y = 0; y < image.height; y++)
		for (let x = 0; x < image.width; x++)
			pixels[y * image.width + x] = image.getPixel(x, y);
	return pixels;
}

/** Bit for bit; a dot may differ only where it breaks a real-time command, one for each. */
function compare(image, rows, bytes) {
	const pixels = pixelsOf(image);
	let mended = 0;
	assert(image.width === rows.width && image.height === rows.height,
		`decoded ${image.width} x ${image.height}, sent ${rows.width} x ${rows.height}`);
	for (let i = 0; i < rows.bits.length; i++) {
		const y = Math.floor(i / rows.stride);
		const x = (i % rows.stride) * 8;
		let byte = 0;
		for (let b = 0; b < 8; b++)
			if (pixels[y * image.width + x + b] === 0)
				byte |= 0x80 >> b;
		if (byte === rows.bits[i])
			continue;
		assert(isRealtime(i ? rows.bits[i - 1] : 0, rows.bits[i]) &&
			popcount(byte ^ rows.bits[i]) === 1, `row ${y}, dots from ${x} differ`);
		mended++;
	}
	for (let i = 1; i < bytes.length; i++)
		assert(!isRealtime(bytes[i - 1], bytes[i]), `real-time command at byte ${i}`);
	return mended;
}

/** What zbarimg reads from the decoded picture. It takes 16,000 rows at the most, so a long paper is
 * shown to it piece by piece; the pieces overlap by more than a code's height. */
function codesIn(image, path) {
	const pixels = pixelsOf(image);
	const found = new Set();
	const rows = 8000, overlap = 600;
	for (let top = 0; top < image.height; top += rows - overlap) {
		const height = Math.min(rows, image.height - top);
		writeFileSync(path, Buffer.concat([Buffer.from(`P5\n${image.width} ${height}\n255\n`),
			pixels.subarray(top * image.width, (top + height) * image.width)]));
		const result = run('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', path]);
		for (const code of result.stdout.toString().trim().split('\n'))
			if (code)
				found.add(code);
	}
	return [...found].sort();
}

/** The addresses of all guides. */
function addresses() {
	const folder = join(content, 'guides');
	return readdirSync(folder).filter((name) => name.endsWith('.xml'))
		.map((name) => /\sweb="([^"]+)"/.exec(readFileSync(join(folder, name), 'utf8'))[1])
		.sort();
}

async function checkReceipt(lang, model, dots, size, whose = answers) {
	const isLong = whose === longAnswers;
	const name = join(out, `${lang}-${dots}-${size}${isLong ? '-long' : ''}`);
	const result = kioskPrint('--lang', lang, '--content', content, '--model', model, '--size', size,
		'--date', '2026-11-30', '--answers', whose, '-o', `${name}.bin`, '--png', `${name}.png`);
	assert(result.status === 0, result.stderr.toString());
	const bytes = readFileSync(`${name}.bin`);
	const rows = rowsOf(`${name}.png`);
	assert(rows.width === dots, `${rows.width} dots wide`);
	const raster = await decode(bytes);
	for (const node of raster.nodes)
		assert(node.height <= 128 && node.height % 48 !== 0, `a band of ${node.height} rows`);
	compare(raster.data, rows, bytes);
	const codes = codesIn(raster.data, `${name}.pgm`);
	// The addresses of the topics, and once the code that brings the list back.
	const listCodes = codes.filter((code) => /^[0-9A-Z*~$=-]+$/.test(code));
	for (const address of codes.filter((code) => !listCodes.includes(code)))
		assert(addresses().includes(address), `zbarimg read "${address}"`);
	assert(listCodes.length === 1, `zbarimg read ${listCodes.length} codes of the list`);
	// The short form has no room for the addresses.
	assert(isLong ? codes.length === 1 : codes.length >= 3, `zbarimg read ${codes.length} codes`);
}

async function checkSimulated(lang) {
	const name = join(out, `${lang}-simulated`);
	const args = ['--lang', lang, '--content', content, '--date', '2026-11-30', '--answers', answers];
	assert(kioskPrint(...args, '--simulate', '-o', `${name}.bin`, '--png', `${name}.png`).status === 0,
		'kiosk-print --simulate failed');
	const direct = kioskPrint(...args, '--png', `${name}-direct.png`);
	assert(direct.status === 0, direct.stderr.toString());
	const raster = await decode(readFileSync(`${name}.bin`));
	compare(raster.data, rowsOf(`${name}-direct.png`), readFileSync(`${name}.bin`));
	const paper = rowsOf(`${name}.png`);
	const sent = rowsOf(`${name}-direct.png`);
	assert(paper.height >= sent.height, 'the paper is shorter than the picture');
	assert(paper.bits.subarray(sent.bits.length).every((byte) => byte === 0), 'ink after the end');
}

function checkRefusal(args, says) {
	const result = kioskPrint('--content', content, ...args);
	const sentence = result.stderr.toString();
	assert(result.status === 2, `exit ${result.status}`);
	for (const part of says)
		assert(sentence.includes(part), `"${sentence.trim()}" does not say "${part}"`);
	assert(sentence.trim().split('\n').length === 1, `more than one line: ${sentence}`);
}

/** Starts the simulated printer on its own loopback address and asks receiptio about it. */
async function inquire(faults) {
	const address = '127.0.0.91';
	const printer = spawn(join(build, 'tests', 'simulator-tcp'), [address, '9100'],
		{ stdio: ['pipe', 'pipe', 'inherit'] });
	const lines = createInterface({ input: printer.stdout })[Symbol.asyncIterator]();
	try {
		const ready = await lines.next();
		assert(!ready.done, `the simulated printer cannot listen on ${address}:9100`);
		for (const fault of faults) {
			printer.stdin.write(`${fault}\n`);
			await lines.next();
		}
		return await new Promise((resolve) => {
			execFile(process.execPath, [require.resolve('receiptio/bin/cli.js'), '-d', address, '-q'],
				{ timeout: 20000 }, (error, stdout, stderr) => resolve(stderr.trim())).stdin.end();
		});
	} finally {
		printer.stdin.end();
		if (printer.exitCode === null)
			await once(printer, 'exit');
	}
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

for (const lang of languages().filter((_, i) => i % shares === share)) {
	for (const [model, dots] of Object.entries(models))
		await test(`${lang} at ${dots} dots`, () => checkReceipt(lang, model, dots, 'regular'));
	await test(`${lang}, a long list`,
		() => checkReceipt(lang, 'generic-80mm', 576, 'regular', longAnswers));
	await test(`${lang} in large print`, () => checkReceipt(lang, 'generic-80mm', 576, 'large'));
	await test(`${lang} simulated`, () => checkSimulated(lang));
}

// What is not of a language is looked at once.
if (share > 0) {
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed ? 1 : 0);
}

const sv = ['--lang', 'sv'];
for (const [args, says] of [
	[[], ['--lang CODE is missing', 'sv', 'ar', 'ti']],
	[['--lang', 'xx'], ['--lang xx', 'possible are', 'ar']],
	[['--lang', 'ur'], ['--lang ur', 'possible are']],
	[[...sv, '--model', 'nonsense'], ['nonsense', 'generic-80mm', 'TM-T88VI']],
	[[...sv, '--model', '../panels/portrait-156'], ['generic-80mm']],
	[[...sv, '--answers', 'nonsense=1'], ['nonsense', 'permit']],
	[[...sv, '--answers', 'permit=maybe'], ['maybe', 'protection']],
	[[...sv, '--answers', 'permit'], ['permit']],
	[[...sv, '--date', '2026-02-30'], ['--date 2026-02-30', 'YYYY-MM-DD']],
	[[...sv, '--date', 'tomorrow'], ['--date tomorrow']],
	[[...sv, '--size', 'huge'], ['--size huge', 'regular, large']],
	[[...sv, '--fast'], ['--fast is not an option', '--answers']],
	[[...sv, '--model'], ['--model needs a value']],
	[[...sv, 'more'], ['"more" belongs to no option']],
	[[...sv, '-o', '/no/such/folder/x'], ['/no/such/folder/x', 'No such file']],
	[[...sv, '--png', '/no/such/folder/x.png'], ['/no/such/folder/x.png', 'No such file']],
])
	await test(`refuses ${args.join(' ')}`, () => checkRefusal(args, says));

await test('refuses a content folder that is not there', () => {
	const result = kioskPrint(...sv, '--content', '/no/such/folder');
	assert(result.status === 2 && result.stderr.includes('/no/such/folder'), result.stderr.toString());
});

for (const [faults, expected] of [
	[[], 'online'],
	[['cover-open'], 'coveropen'],
	[['paper-end'], 'paperempty'],
	[['paper-low'], 'online'],
	[['cutter'], 'error'],
	[['cover-open', 'none'], 'online'],
])
	await test(`receiptio sees ${expected} (${faults.join(', ') || 'all well'})`, async () => {
		const said = await inquire(faults);
		assert(said === expected, `receiptio says "${said}"`);
	});

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
