// Papers in every language, width, size and raster command (tests/print/papers.c), read by npos: how
// the stream is cut into commands, and what dots they hold. Usage: papers.mjs FOLDER
//
// npos paints GS v 0 itself. Of GS ( L it knows where the command ends and how rows are painted, so
// its painter gets the rows; ESC * it writes itself, so that its columns are held against ours.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Canvas, npos } from './npos.mjs';

const [folder] = process.argv.slice(2);
const STRIP = 24;

function assert(condition, message) {
	if (!condition)
		throw new Error(message);
}

/** P4: bits, most significant bit left, 1 = black. */
function readPicture(path) {
	const file = readFileSync(path);
	const head = /^P4\n(\d+) (\d+)\n/.exec(file.toString('latin1', 0, 64));
	const [width, height] = [Number(head[1]), Number(head[2])];
	return { width, height, stride: Math.ceil(width / 8), bits: file.subarray(head[0].length) };
}

const isRealtime = (a, b) => a === 0x10 && (b === 0x04 || b === 0x05 || b === 0x14);
const isOneDot = (byte) => byte !== 0 && (byte & (byte - 1)) === 0;

/** The stream as npos cuts it up: [{name, at (after the name), end}]. */
function commandsOf(bytes) {
	const { tree, error } = npos.parser().analyze(bytes);
	if (error)
		throw error;
	return tree.map((node) => ({ name: node.ascii + (node.fn || ''),
		at: node.offset + 1 + (node.fn || '').length, end: node.offset + node.length }));
}

const paint = (bytes, nodes) => npos.codecs.raster.decode(bytes, nodes).bits;

function bandsOfGsV0(bytes, commands) {
	return commands.filter((c) => c.name === 'GSv0').map((c) => ({ offset: c.at + 5,
		width: bytes.readUInt16LE(c.at + 1) * 8, height: bytes.readUInt16LE(c.at + 3) }));
}

/** 30 70: store a picture; 30 32: print it. One follows the other. */
function bandsOfGsL(bytes, commands) {
	const bands = [];
	let stored = null;
	for (const c of commands.filter((one) => one.name === 'GS(L' || one.name === 'GS8L')) {
		const at = c.at + (c.name === 'GS8L' ? 4 : 2);
		const [m, fn] = [bytes[at], bytes[at + 1]];
		assert(m === 0x30, `GS ( L with m = ${m}`);
		if (fn === 0x70) {
			assert(!stored, 'a picture is stored over another');
			assert(bytes.subarray(at + 2, at + 6).equals(Buffer.from([0x30, 1, 1, 0x31])),
				'another tone, scale or colour');
			stored = { offset: at + 10, width: bytes.readUInt16LE(at + 6),
				height: bytes.readUInt16LE(at + 8) };
			stored.width = Math.ceil(stored.width / 8) * 8;
		} else {
			assert(fn === 0x32 && stored, 'nothing is stored that could be printed');
			bands.push(stored);
			stored = null;
		}
	}
	assert(!stored, 'the last picture is not printed');
	return bands;
}

/** Where dots differ: only one dot each, and only to keep a real-time command out of the data. */
function compareDots(sent, wanted, previousOf) {
	assert(sent.length === wanted.length, `${sent.length} bytes of dots instead of ${wanted.length}`);
	let defused = 0;
	for (let i = 0; i < sent.length; i++) {
		if (sent[i] === wanted[i])
			continue;
		assert(isRealtime(previousOf(i), wanted[i]) && isOneDot(sent[i] ^ wanted[i]),
			`byte ${i} of the dots is ${sent[i].toString(16)} instead of ${wanted[i].toString(16)}`);
		defused++;
	}
	return defused;
}

function checkRows(bytes, bands, picture) {
	for (const band of bands)
		assert(band.height <= 128 && band.height % 48 !== 0, `a band of ${band.height} rows`);
	const offsets = []; // of each row in the stream
	for (const band of bands)
		for (let y = 0; y < band.height; y++)
			offsets.push(band.offset + y * picture.stride);
	assert(offsets.length === picture.height, `${offsets.length} rows instead of ${picture.height}`);
	assert(bands.every((band) => band.width === picture.stride * 8), 'a band of another width');
	return compareDots(paint(bytes, bands), picture.bits,
		(i) => bytes[offsets[Math.floor(i / picture.stride)] + i % picture.stride - 1]);
}

/** The columns npos would send for this picture, against those that were sent. */
function checkColumns(bytes, commands, picture) {
	const image = Object.assign(new Canvas(picture.width, 0), { height: picture.height,
		bits: picture.bits });
	const wanted = npos.codecs.bitmap.encode(image, STRIP).data;
	const strips = commands.filter((c) => c.name === 'ESC*');
	let defused = 0;
	assert(strips.length === wanted.length, `${strips.length} strips instead of ${wanted.length}`);
	strips.forEach((strip, n) => {
		const first = strip.at + 3;
		assert(bytes[strip.at] === 33, `ESC * ${bytes[strip.at]}`);
		const sent = bytes.subarray(first, first + bytes.readUInt16LE(strip.at + 1) * 3);
		assert(bytes[first + sent.length] === 10, 'a strip without a line feed');
		defused += compareDots(sent, Buffer.from(wanted[n]), (i) => bytes[first + i - 1]);
	});
	return defused;
}

function check(name) {
	const bytes = readFileSync(join(folder, `${name}.bin`));
	const picture = readPicture(join(folder, `${name}.pbm`));
	const commands = commandsOf(bytes);
	for (let i = 1; i < bytes.length; i++)
		assert(!isRealtime(bytes[i - 1], bytes[i]), `real-time command at byte ${i}`);
	assert(picture.bits.some((byte) => byte), 'a white paper');
	if (name.endsWith('gs-v-0'))
		return checkRows(bytes, bandsOfGsV0(bytes, commands), picture);
	if (name.endsWith('gs-l'))
		return checkRows(bytes, bandsOfGsL(bytes, commands), picture);
	return checkColumns(bytes, commands, picture);
}

let failed = 0, defused = 0;
const names = readdirSync(folder).filter((name) => name.endsWith('.bin')).map((name) => name.slice(0, -4));
for (const name of names) {
	try {
		defused += check(name);
	} catch (error) {
		failed++;
		console.log(`FAILED ${name}: ${error.message}`);
	}
}
console.log(`${names.length} papers read by npos, ${defused} dots set to keep commands out, ${failed} failed`);
process.exitCode = failed || names.length === 0 ? 1 : 0;
